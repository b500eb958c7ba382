package dev.kiban.pace.sight;

import java.time.InstantSource;

class FakeSightsTest extends SightStoreContract {
    @Override
    SightStore store() {
        return new FakeSights(InstantSource.system());
    }
}

package dev.kiban.fleamarket.legacy;

import java.time.LocalDateTime;

/// Somebody who signed up.
record User(int id, String name, String mail, int points, LocalDateTime registered) implements Row {

    @Override
    public Json.Value json() {
        return Json.object(
                "userId",
                id,
                "user_name",
                name,
                "mail_addr",
                mail,
                "point",
                "%,d".formatted(points),
                "registDate",
                LegacyDate.format(registered),
                "delFlg",
                "0");
    }
}

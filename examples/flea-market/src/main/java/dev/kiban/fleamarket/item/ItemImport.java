package dev.kiban.fleamarket.item;

import dev.kiban.fleamarket.item.v1.CreateItemRequest;
import dev.kiban.fleamarket.item.v1.ImportItemsResponse;
import dev.kiban.fleamarket.item.v1.Item;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.function.Function;

/// One import: a stream of items in, their ids out. It stops at the first item that is
/// refused; what was listed until then stays listed.
final class ItemImport implements StreamObserver<CreateItemRequest> {
    private final Function<CreateItemRequest, Item> create;
    private final StreamObserver<ImportItemsResponse> reply;
    private final ImportItemsResponse.Builder listed = ImportItemsResponse.newBuilder();
    private boolean refused;

    ItemImport(
            Function<CreateItemRequest, Item> create, StreamObserver<ImportItemsResponse> reply) {
        this.create = create;
        this.reply = reply;
    }

    @Override
    public void onNext(CreateItemRequest request) {
        if (refused) {
            return;
        }
        try {
            listed.addIds(create.apply(request).getId());
        } catch (StatusRuntimeException e) {
            refused = true;
            reply.onError(e);
        }
    }

    @Override
    public void onError(Throwable gone) {
        // The client went away: there is nobody left to answer.
        refused = true;
    }

    @Override
    public void onCompleted() {
        if (!refused) {
            reply.onNext(listed.build());
            reply.onCompleted();
        }
    }
}

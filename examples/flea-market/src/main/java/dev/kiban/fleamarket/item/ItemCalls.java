package dev.kiban.fleamarket.item;

import com.google.api.HttpBody;
import com.google.protobuf.FieldMask;
import com.google.rpc.BadRequest.FieldViolation;
import dev.kiban.fleamarket.item.v1.BuyItemRequest;
import dev.kiban.fleamarket.item.v1.CreateItemRequest;
import dev.kiban.fleamarket.item.v1.DownloadPhotoRequest;
import dev.kiban.fleamarket.item.v1.GetItemRequest;
import dev.kiban.fleamarket.item.v1.ImportItemsResponse;
import dev.kiban.fleamarket.item.v1.Item;
import dev.kiban.fleamarket.item.v1.ItemEvent;
import dev.kiban.fleamarket.item.v1.ItemServiceGrpc;
import dev.kiban.fleamarket.item.v1.ListItemsRequest;
import dev.kiban.fleamarket.item.v1.ListItemsResponse;
import dev.kiban.fleamarket.item.v1.Photo;
import dev.kiban.fleamarket.item.v1.UpdateItemRequest;
import dev.kiban.fleamarket.item.v1.UploadPhotoRequest;
import dev.kiban.fleamarket.item.v1.WatchItemsRequest;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// The calls of the item service: each one reads its request, asks the stall, and answers.
final class ItemCalls extends ItemServiceGrpc.ItemServiceImplBase {
    private final Stall stall;
    private final PhotoAlbum photos = new PhotoAlbum();

    ItemCalls(Stall stall) {
        this.stall = stall;
    }

    @Override
    public void getItem(GetItemRequest request, StreamObserver<Item> reply) {
        answer(reply, () -> item(request.getId()));
    }

    @Override
    public void listItems(ListItemsRequest request, StreamObserver<ListItemsResponse> reply) {
        answer(reply, () -> new ItemListing(stall).page(request));
    }

    @Override
    public void createItem(CreateItemRequest request, StreamObserver<Item> reply) {
        answer(reply, () -> create(request));
    }

    @Override
    public void updateItem(UpdateItemRequest request, StreamObserver<Item> reply) {
        answer(reply, () -> update(request));
    }

    @Override
    public void buyItem(BuyItemRequest request, StreamObserver<Item> reply) {
        answer(reply, () -> buy(request));
    }

    @Override
    public void watchItems(WatchItemsRequest request, StreamObserver<ItemEvent> reply) {
        ServerCallStreamObserver<ItemEvent> call = (ServerCallStreamObserver<ItemEvent>) reply;
        String id = request.getId();
        Predicate<ItemEvent> wanted = event -> id.isEmpty() || event.getItem().getId().equals(id);
        Watcher watcher = new Watcher(call, wanted);
        call.setOnReadyHandler(watcher::send);
        call.setOnCancelHandler(() -> stall.unwatch(watcher));
        if (!stall.watch(watcher)) {
            reply.onError(
                    Refusals.full("watchers", "too many clients are watching: try again later"));
        }
    }

    @Override
    public StreamObserver<CreateItemRequest> importItems(
            StreamObserver<ImportItemsResponse> reply) {
        return new ItemImport(this::create, reply);
    }

    @Override
    public void uploadPhoto(UploadPhotoRequest request, StreamObserver<Photo> reply) {
        answer(reply, () -> photos.put(item(request.getId()), request.getContent()));
    }

    @Override
    public void downloadPhoto(DownloadPhotoRequest request, StreamObserver<HttpBody> reply) {
        answer(reply, () -> photos.get(item(request.getId())));
    }

    private Item item(String id) {
        return ItemId.parse(id).flatMap(stall::find).orElseThrow(() -> Refusals.noSuchItem(id));
    }

    private Item create(CreateItemRequest request) {
        check(ItemRules.violations(request.getItem()));
        return stall.add(request.getItem())
                .orElseThrow(
                        () -> Refusals.full("items", "the stall is full: sell something first"));
    }

    private Item update(UpdateItemRequest request) {
        Item change = request.getItem();
        FieldMask mask = ItemRules.maskOf(request.getUpdateMask(), change);
        check(ItemRules.violations(mask));
        return ItemId.parse(change.getId())
                .flatMap(id -> stall.change(id, item -> merge(item, change, mask)))
                .orElseThrow(() -> Refusals.noSuchItem(change.getId()));
    }

    private static Item merge(Item item, Item change, FieldMask mask) {
        Item merged = ItemRules.merge(item, change, mask);
        check(ItemRules.violations(merged));
        return merged;
    }

    private Item buy(BuyItemRequest request) {
        if (request.getBuyer().isBlank()) {
            throw Refusals.badRequest("buyer", "must not be empty");
        }
        ItemId id =
                ItemId.parse(request.getId())
                        .orElseThrow(() -> Refusals.noSuchItem(request.getId()));
        return switch (stall.buy(id, request.getBuyer())) {
            case Purchase.Bought(Item item) -> item;
            case Purchase.NotOnSale(Item item) -> throw Refusals.notOnSale(item);
            case Purchase.NoSuchItem() -> throw Refusals.noSuchItem(request.getId());
        };
    }

    private static void check(List<FieldViolation> violations) {
        if (!violations.isEmpty()) {
            throw Refusals.badRequest(violations);
        }
    }

    private static <T> void answer(StreamObserver<T> reply, Supplier<T> call) {
        try {
            reply.onNext(call.get());
            reply.onCompleted();
        } catch (StatusRuntimeException e) {
            reply.onError(e);
        }
    }
}

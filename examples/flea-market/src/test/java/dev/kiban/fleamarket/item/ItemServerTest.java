package dev.kiban.fleamarket.item;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.api.HttpBody;
import com.google.protobuf.ByteString;
import com.google.protobuf.FieldMask;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.BadRequest.FieldViolation;
import com.google.rpc.PreconditionFailure;
import com.google.rpc.ResourceInfo;
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
import dev.kiban.fleamarket.item.v1.State;
import dev.kiban.fleamarket.item.v1.UpdateItemRequest;
import dev.kiban.fleamarket.item.v1.UploadPhotoRequest;
import dev.kiban.fleamarket.item.v1.WatchItemsRequest;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The item service over a real connection.
class ItemServerTest {
    private ItemServer server;
    private ManagedChannel channel;
    private ItemServiceGrpc.ItemServiceBlockingStub items;

    @BeforeEach
    void start() throws IOException {
        server =
                ItemServer.start(
                        new ItemServer.Settings(0, 250, Duration.ZERO, Optional.empty()),
                        new Random(7),
                        InstantSource.fixed(Instant.parse("2026-04-01T12:00:00Z")));
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext().build();
        items = ItemServiceGrpc.newBlockingStub(channel).withDeadlineAfter(30, SECONDS);
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.close();
    }

    @Test
    void getsAnItem() {
        assertThat(get("m1").getTitle()).isNotEmpty();
    }

    @Test
    void namesTheItemThatIsNotThere() throws Exception {
        StatusRuntimeException refused = refusal(() -> get("m9999"));

        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
        assertThat(detail(refused, ResourceInfo.class).getResourceName()).isEqualTo("m9999");
    }

    @Test
    void pagesThroughAllItemsOnceNewestFirst() {
        Set<String> seen = new HashSet<>();
        String token = "";
        do {
            ListItemsResponse page = list(token, 100);
            page.getItemsList().forEach(item -> seen.add(item.getId()));
            token = page.getNextPageToken();
        } while (!token.isEmpty());

        assertThat(seen).hasSize(250);
        assertThat(list("", 0).getItemsCount()).isEqualTo(ItemListing.DEFAULT_PAGE_SIZE);
        assertThat(list("", 5000).getItemsCount()).isEqualTo(ItemListing.MAX_PAGE_SIZE);
        assertThat(list("", 1).getItems(0).getId()).isEqualTo("m250");
        assertThat(list("", 1).getTotalSize()).isEqualTo(250);
    }

    @Test
    void listsOnlyWhatIsAskedFor() {
        ListItemsRequest request =
                ListItemsRequest.newBuilder()
                        .addStates(State.ON_SALE)
                        .setQuery("KETTLE")
                        .setMaxPriceYen(50_000)
                        .build();

        assertThat(items.listItems(request).getItemsList())
                .isNotEmpty()
                .allSatisfy(
                        item -> {
                            assertThat(item.getState()).isEqualTo(State.ON_SALE);
                            assertThat(item.getTitleEn()).containsIgnoringCase("kettle");
                            assertThat(item.getPriceYen()).isLessThanOrEqualTo(50_000);
                        });
    }

    @Test
    void refusesPageTokensThatItDidNotMake() throws Exception {
        StatusRuntimeException refused = refusal(() -> list("%%%", 1));

        assertThat(detail(refused, BadRequest.class).getFieldViolations(0).getField())
                .isEqualTo("page_token");
    }

    @Test
    void createsAnItemAndFindsItAgain() {
        Item created = items.createItem(create("急須", 1_200));

        assertThat(created.getId()).isEqualTo("m251");
        assertThat(get("m251")).isEqualTo(created);
    }

    @Test
    void namesEveryFieldThatIsWrong() throws Exception {
        StatusRuntimeException refused = refusal(() -> items.createItem(create("", 1)));

        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(detail(refused, BadRequest.class).getFieldViolationsList())
                .extracting(FieldViolation::getField)
                .containsExactly("item.title", "item.price_yen");
    }

    @Test
    void updatesWhatTheMaskNames() {
        Item before = get("m2");
        UpdateItemRequest request =
                UpdateItemRequest.newBuilder()
                        .setItem(Item.newBuilder().setId("m2").setPriceYen(777).setTitle("x"))
                        .setUpdateMask(FieldMask.newBuilder().addPaths("price_yen"))
                        .build();

        Item after = items.updateItem(request);

        assertThat(after.getPriceYen()).isEqualTo(777);
        assertThat(after.getTitle()).isEqualTo(before.getTitle());
        assertThat(get("m2")).isEqualTo(after);
    }

    @Test
    void refusesAnUpdateThatWouldBreakTheRulesAndKeepsTheItem() {
        Item before = get("m2");
        UpdateItemRequest request =
                UpdateItemRequest.newBuilder()
                        .setItem(Item.newBuilder().setId("m2").setPriceYen(1))
                        .build();

        StatusRuntimeException refused = refusal(() -> items.updateItem(request));

        assertThat(refused).hasMessageContaining("item.price_yen must be 300 to 9,999,999 yen");
        assertThat(get("m2")).isEqualTo(before);
    }

    @Test
    void sellsAnItemOnce() throws Exception {
        items.createItem(create("急須", 1_200));
        BuyItemRequest request = BuyItemRequest.newBuilder().setId("m251").setBuyer("mei").build();

        Item sold = items.buyItem(request);
        StatusRuntimeException refused = refusal(() -> items.buyItem(request));

        assertThat(sold.getSale().getBuyer()).isEqualTo("mei");
        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(detail(refused, PreconditionFailure.class).getViolations(0).getSubject())
                .isEqualTo("m251");
    }

    @Test
    void tellsWatchersWhatHappensInOrder() {
        items.createItem(create("急須", 1_200));
        Iterator<ItemEvent> events = items.watchItems(WatchItemsRequest.getDefaultInstance());

        assertThat(events.next().getKind()).isEqualTo(ItemEvent.Kind.LISTED);
        items.buyItem(BuyItemRequest.newBuilder().setId("m251").setBuyer("mei").build());
        assertThat(events.next().getKind()).isEqualTo(ItemEvent.Kind.SOLD);
    }

    @Test
    void tellsWatchersOfOneItemAboutThatOneOnly() {
        Iterator<ItemEvent> events =
                items.watchItems(WatchItemsRequest.newBuilder().setId("m252").build());
        items.createItem(create("急須", 1_200));
        items.createItem(create("土鍋", 1_200));

        assertThat(events.next().getItem().getTitle()).isEqualTo("土鍋");
    }

    @Test
    void sendsWatchersAwayWhenItCloses() {
        items.createItem(create("急須", 1_200));
        Iterator<ItemEvent> events = items.watchItems(WatchItemsRequest.getDefaultInstance());
        events.next();

        server.close();

        assertThat(refusal(events::next).getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    }

    @Test
    void importsAStreamOfItems() {
        CompletableFuture<List<ImportItemsResponse>> imported = new CompletableFuture<>();
        StreamObserver<CreateItemRequest> upload =
                ItemServiceGrpc.newStub(channel).importItems(new Collecting<>(imported));

        upload.onNext(create("急須", 1_200));
        upload.onNext(create("土鍋", 2_400));
        upload.onCompleted();

        assertThat(imported.orTimeout(30, SECONDS).join().getFirst().getIdsList())
                .containsExactly("m251", "m252");
    }

    @Test
    void keepsPhotosAndDrawsThoseItDoesNotHave() {
        HttpBody photo =
                HttpBody.newBuilder()
                        .setContentType("image/png")
                        .setData(ByteString.copyFromUtf8("not really a png"))
                        .build();

        assertThat(download("m1").getContentType()).isEqualTo("image/svg+xml");
        Photo kept = upload(photo);

        assertThat(kept.getBytes()).isEqualTo(16);
        assertThat(download("m1")).isEqualTo(photo);
    }

    @Test
    void refusesPhotosOfOtherKinds() throws Exception {
        HttpBody script = HttpBody.newBuilder().setContentType("text/html").build();

        StatusRuntimeException refused = refusal(() -> upload(script));

        assertThat(detail(refused, BadRequest.class).getFieldViolations(0).getField())
                .isEqualTo("content.content_type");
    }

    @Test
    void tellsItsServicesByReflection() {
        CompletableFuture<List<ServerReflectionResponse>> answers = new CompletableFuture<>();
        StreamObserver<ServerReflectionRequest> asking =
                ServerReflectionGrpc.newStub(channel)
                        .serverReflectionInfo(new Collecting<>(answers));

        asking.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
        asking.onCompleted();

        assertThat(
                        answers.orTimeout(30, SECONDS)
                                .join()
                                .getFirst()
                                .getListServicesResponse()
                                .getServiceList())
                .extracting(ServiceResponse::getName)
                .contains("fleamarket.item.v1.ItemService", "grpc.health.v1.Health");
    }

    private Item get(String id) {
        return items.getItem(GetItemRequest.newBuilder().setId(id).build());
    }

    private ListItemsResponse list(String token, int size) {
        return items.listItems(
                ListItemsRequest.newBuilder().setPageToken(token).setPageSize(size).build());
    }

    private Photo upload(HttpBody photo) {
        return items.uploadPhoto(
                UploadPhotoRequest.newBuilder().setId("m1").setContent(photo).build());
    }

    private HttpBody download(String id) {
        return items.downloadPhoto(DownloadPhotoRequest.newBuilder().setId(id).build());
    }

    private static CreateItemRequest create(String title, int yen) {
        return CreateItemRequest.newBuilder()
                .setItem(Item.newBuilder().setTitle(title).setPriceYen(yen))
                .build();
    }

    private static StatusRuntimeException refusal(ThrowingCallable call) {
        return catchThrowableOfType(StatusRuntimeException.class, call);
    }

    private static <T extends Message> T detail(StatusRuntimeException refused, Class<T> type)
            throws InvalidProtocolBufferException {
        return requireNonNull(StatusProto.fromThrowable(refused)).getDetails(0).unpack(type);
    }

    /// Collects a reply stream, and hands it over at its end.
    private static final class Collecting<T> implements StreamObserver<T> {
        private final List<T> messages = new ArrayList<>();
        private final CompletableFuture<List<T>> all;

        Collecting(CompletableFuture<List<T>> all) {
            this.all = all;
        }

        @Override
        public void onNext(T message) {
            messages.add(message);
        }

        @Override
        public void onError(Throwable failure) {
            all.completeExceptionally(failure);
        }

        @Override
        public void onCompleted() {
            all.complete(messages);
        }
    }
}

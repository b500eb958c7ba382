package dev.kiban.fleamarket.item;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kiban.fleamarket.item.v1.Item;
import dev.kiban.fleamarket.item.v1.ListItemsRequest;
import dev.kiban.fleamarket.item.v1.ListItemsResponse;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/// Lists items page by page (https://google.aip.dev/158). A token names the last item of its
/// page, so that items listed meanwhile shift nothing.
final class ItemListing {
    static final int DEFAULT_PAGE_SIZE = 20;
    static final int MAX_PAGE_SIZE = 100;

    private final Stall stall;

    ItemListing(Stall stall) {
        this.stall = stall;
    }

    ListItemsResponse page(ListItemsRequest request) {
        int size = pageSize(request.getPageSize());
        Predicate<Item> wanted = wanted(request);
        List<Item> found =
                from(request.getPageToken()).stream().filter(wanted).limit(size + 1L).toList();
        List<Item> page = found.subList(0, Math.min(size, found.size()));
        long total = stall.newestFirst().stream().filter(wanted).count();
        return ListItemsResponse.newBuilder()
                .addAllItems(page)
                .setNextPageToken(found.size() > size ? token(page.getLast()) : "")
                .setTotalSize(Math.toIntExact(total))
                .build();
    }

    private Collection<Item> from(String token) {
        if (token.isEmpty()) {
            return stall.newestFirst();
        }
        return lastOfPage(token)
                .map(stall::newestBefore)
                .orElseThrow(
                        () ->
                                Refusals.badRequest(
                                        "page_token",
                                        "must be the next_page_token of the page before"));
    }

    private static int pageSize(int wanted) {
        if (wanted < 0) {
            throw Refusals.badRequest("page_size", "must not be negative");
        }
        return wanted == 0 ? DEFAULT_PAGE_SIZE : Math.min(wanted, MAX_PAGE_SIZE);
    }

    private static Predicate<Item> wanted(ListItemsRequest request) {
        String text = request.getQuery().toLowerCase(Locale.ROOT);
        return item ->
                (request.getSellerId().isEmpty()
                                || item.getSeller().getId().equals(request.getSellerId()))
                        && (request.getStatesCount() == 0
                                || request.getStatesList().contains(item.getState()))
                        && (request.getMaxPriceYen() == 0
                                || item.getPriceYen() <= request.getMaxPriceYen())
                        && (text.isEmpty() || hasText(item, text));
    }

    private static boolean hasText(Item item, String text) {
        return item.getTitle().toLowerCase(Locale.ROOT).contains(text)
                || item.getTitleEn().toLowerCase(Locale.ROOT).contains(text);
    }

    private static String token(Item last) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(last.getId().getBytes(UTF_8));
    }

    private static Optional<ItemId> lastOfPage(String token) {
        try {
            return ItemId.parse(new String(Base64.getUrlDecoder().decode(token), UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

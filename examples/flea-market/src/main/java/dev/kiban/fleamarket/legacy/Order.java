package dev.kiban.fleamarket.legacy;

import java.time.LocalDateTime;

/// Something that a user bought.
record Order(int id, int userId, String itemId, int yen, LocalDateTime placed) implements Row {

    @Override
    public Json.Value json() {
        return Json.object(
                "orderNo",
                id,
                "userId",
                userId,
                "itemId",
                itemId,
                "kingaku",
                "%,d".formatted(yen),
                "orderDate",
                LegacyDate.format(placed),
                "statusCd",
                "01");
    }
}

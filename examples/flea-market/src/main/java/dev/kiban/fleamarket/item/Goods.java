package dev.kiban.fleamarket.item;

import java.util.List;

/// The words that made-up items are made of. No brand here exists.
final class Goods {
    record Words(String ja, String en) {}

    record Kind(Words name, List<String> categories, int minYen, int maxYen) {}

    static final List<Kind> KINDS =
            List.of(
                    kind("フィルムカメラ", "film camera", 3_000, 80_000, "hobby", "camera"),
                    kind("単焦点レンズ", "prime lens", 5_000, 120_000, "hobby", "camera", "lens"),
                    kind("文庫本セット", "paperback set", 300, 4_000, "books", "novels"),
                    kind("漫画 全巻セット", "complete manga set", 1_500, 25_000, "books", "manga"),
                    kind("万年筆", "fountain pen", 1_000, 60_000, "stationery", "pens"),
                    kind("南部鉄瓶", "Nambu iron kettle", 4_000, 90_000, "kitchen", "kettles"),
                    kind("急須", "teapot", 800, 18_000, "kitchen", "tea"),
                    kind("三徳包丁", "santoku knife", 2_000, 35_000, "kitchen", "knives"),
                    kind("土鍋", "earthenware pot", 1_200, 22_000, "kitchen", "pots"),
                    kind("着物", "kimono", 3_000, 250_000, "fashion", "kimono"),
                    kind("浴衣", "yukata", 1_000, 15_000, "fashion", "kimono", "yukata"),
                    kind("デニムジャケット", "denim jacket", 1_500, 40_000, "fashion", "jackets"),
                    kind("スニーカー", "sneakers", 1_000, 30_000, "fashion", "shoes"),
                    kind("腕時計", "wrist watch", 2_000, 400_000, "fashion", "watches"),
                    kind("リュックサック", "backpack", 1_000, 28_000, "fashion", "bags"),
                    kind("レコード", "vinyl record", 500, 12_000, "music", "records"),
                    kind("エレキギター", "electric guitar", 8_000, 300_000, "music", "guitars"),
                    kind("尺八", "shakuhachi", 6_000, 200_000, "music", "wind"),
                    kind("将棋盤", "shogi board", 2_000, 150_000, "hobby", "games"),
                    kind("プラモデル", "model kit", 600, 20_000, "hobby", "models"),
                    kind("釣り竿", "fishing rod", 1_500, 70_000, "outdoor", "fishing"),
                    kind("登山靴", "hiking boots", 2_500, 35_000, "outdoor", "hiking"),
                    kind("折りたたみ自転車", "folding bicycle", 8_000, 180_000, "outdoor", "bicycles"),
                    kind("ゲーム機", "game console", 3_000, 60_000, "games", "consoles"),
                    kind("携帯ラジオ", "pocket radio", 500, 9_000, "electronics", "audio"),
                    kind("ワイヤレスイヤホン", "wireless earphones", 1_500, 32_000, "electronics", "audio"));

    static final List<Words> BRANDS =
            List.of(
                    new Words("青葉", "Aoba"),
                    new Words("星野工房", "Hoshino Works"),
                    new Words("きつね堂", "Kitsune-do"),
                    new Words("山吹", "Yamabuki"),
                    new Words("銀河", "Ginga"),
                    new Words("たぬき商店", "Tanuki Shoten"),
                    new Words("白波", "Shiranami"),
                    new Words("千鳥", "Chidori"),
                    new Words("北斗", "Hokuto"),
                    new Words("若草", "Wakakusa"));

    static final List<Words> REMARKS =
            List.of(
                    new Words("美品", "beautiful"),
                    new Words("箱付き", "with its box"),
                    new Words("動作確認済み", "tested and working"),
                    new Words("訳あり", "with a flaw"),
                    new Words("限定品", "limited edition"),
                    new Words("昭和レトロ", "Showa retro"),
                    new Words("未使用", "unused"),
                    new Words("即日発送", "sent today"),
                    new Words("値下げしました", "price lowered"));

    static final List<String> DESCRIPTIONS =
            List.of(
                    "引っ越しのため出品します。大切に使っていました。 Moving house; it was well looked after.",
                    "祖父の蔵から出てきました。 Found in my grandfather's storehouse.",
                    "数回使っただけです。写真をご確認ください。 Used a few times; please see the photo.",
                    "即購入歓迎、値下げ交渉はご遠慮ください。 Buy at once, please do not haggle.",
                    "自宅保管品です。神経質な方はご遠慮ください。 Kept at home; not for the fussy.",
                    "趣味が変わったので手放します。 I have a new hobby, so this one goes.");

    static final List<String> NAMES =
            List.of(
                    "haruka", "sota", "mei", "ren", "yui", "kaito", "sakura", "daiki", "aoi",
                    "takumi", "hina", "yuto", "mio", "riku", "koharu", "shota");

    static final List<String> COLOURS =
            List.of("black", "white", "indigo", "red", "moss green", "silver", "brown", "cream");

    static final List<String> PREFECTURES =
            List.of(
                    "Hokkaido",
                    "Aomori",
                    "Miyagi",
                    "Tokyo",
                    "Kanagawa",
                    "Nagano",
                    "Ishikawa",
                    "Aichi",
                    "Kyoto",
                    "Osaka",
                    "Hyogo",
                    "Hiroshima",
                    "Ehime",
                    "Fukuoka",
                    "Kagoshima",
                    "Okinawa");

    private Goods() {}

    private static Kind kind(String ja, String en, int minYen, int maxYen, String... categories) {
        return new Kind(new Words(ja, en), List.of(categories), minYen, maxYen);
    }
}

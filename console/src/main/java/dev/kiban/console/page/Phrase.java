package dev.kiban.console.page;

/// Everything that the pages say, in each language: a phrase without a translation does not
/// compile.
public enum Phrase {
    CONSOLE("Kiban console", "Kiban コンソール"),
    SKIP_TO_CONTENT("Skip to content", "本文へ移動"),
    PLACES("Pages", "ページ"),
    CRUMBS("Where this page is", "現在の位置"),
    PARTS("Parts of this list", "一覧の移動"),
    BOARD("Services", "サービス"),
    LOOK_BACK("Look-back", "振り返り"),
    LEDGER("Ledger", "台帳"),
    ROUTES("Routes", "ルート"),
    READ_ONLY(
            "Read-only. Nobody is signed in, so nothing can be changed here.",
            "閲覧専用です。サインインがないため、ここからは何も変更できません。"),
    LANGUAGE("Language", "言語"),
    THEME("Colours", "配色"),
    THEME_SYSTEM("System", "自動"),
    THEME_LIGHT("Light", "ライト"),
    THEME_DARK("Dark", "ダーク"),

    AS_OF("As of %s", "%s 時点"),
    WORST_FIRST("Worst first", "状態の悪い順"),
    FIND("Find a service or team", "サービス・チームを検索"),
    FIND_BUTTON("Find", "検索"),
    SHOW_ALL("Show all", "すべて表示"),
    NOTHING_FOUND("No service matches.", "一致するサービスはありません。"),
    NO_SERVICES("No services are defined yet.", "サービスはまだ定義されていません。"),
    SHOWN("%s–%s of %s", "%3$s 件中 %1$s–%2$s 件"),
    PREVIOUS("Previous", "前へ"),
    NEXT("Next", "次へ"),

    STATE("State", "状態"),
    SERVICE("Service", "サービス"),
    OWNER("Owner", "担当チーム"),
    OBJECTIVE("Objective", "目標"),
    REMAINING("Budget left", "残りバジェット"),
    COVERAGE("Measured", "計測率"),
    BURN("Burn, 1 h", "消費速度 (1時間)"),
    ALERT("Alert", "アラート"),
    ALERT_SINCE("since %s", "%s から"),
    PAGE_TIER("Page %s", "緊急呼出 %s"),
    TICKET_TIER("Ticket %s", "チケット %s"),
    HOURS("%s h", "%s時間"),
    DAYS("%s d", "%s日"),
    MINUTES("%s min", "%s分"),
    SECONDS("%s s", "%s秒"),
    TIME_PARTS("%s %s", "%s%s"),
    MORE_OBJECTIVES("%s more", "他 %s 件"),
    UNKNOWN("unknown", "不明"),

    MADE_UP_SERVICES(
            "Made up for a first look: the past of services here (%s) was never measured. ‘kiban slo forget-demo’ takes it away.",
            "デモ用の架空データ: %s 件のサービスの過去は実際に計測されたものではありません。「kiban slo forget-demo」で削除できます。"),
    MADE_UP_UNTIL(
            "Made up for a first look: nothing before %s was measured. ‘kiban slo forget-demo’ takes it away.",
            "デモ用の架空データ: %s より前は実際に計測されたものではありません。「kiban slo forget-demo」で削除できます。"),
    MADE_UP(
            "Made up for a first look: nothing of this was measured. ‘kiban slo forget-demo’ takes it away.",
            "デモ用の架空データ: すべて実際に計測されたものではありません。「kiban slo forget-demo」で削除できます。"),
    MADE_UP_MARK("made up", "架空データ"),

    QUARTER("Q%2$s %1$s", "%s年 第%s四半期"),
    QUARTERS("Quarter shown", "表示する四半期"),
    CHOOSE_SERVICE("Choose a service to look back at.", "振り返るサービスを選んでください。"),
    ALL_OF_IT("%s to %s, %s", "%s ～ %s、%s"),
    SO_FAR("so far, until %s", "%s までの実績"),
    WHOLE_NOT_BEGUN("Nothing of this quarter was measured.", "この四半期は計測されていません。"),
    OF_THE_QUARTER("spent this quarter", "四半期の消費"),
    BAD_EVENTS("Bad", "不良"),
    BAD_OF("%s of %s", "%2$s 件中 %1$s 件"),
    TOO_LITTLE("Too little was measured to conclude anything.", "計測が不足しているため、判断できません。"),
    CAUSE("Put down to", "原因"),
    SHARE_OF_BUDGET("Of the budget", "バジェット比"),
    ALERTS("Alerts", "アラート"),
    RELEASES("Releases", "リリース"),
    UNATTRIBUTED("Nothing that is known", "原因不明"),
    MORE_ALERTS("%s more alerts", "その他のアラート %s 件"),
    MORE_RELEASES("%s more releases", "その他のリリース %s 件"),
    THE_WHOLE("The whole", "合計"),
    FROM_TO("%s to %s", "%s ～ %s"),
    SPEND_SUMMARY(
            "Of the quarter’s budget, alerts took %s, releases %s, and what nobody knows %s.",
            "四半期バジェットのうち、アラート %s、リリース %s、原因不明 %s。"),
    END_OF_BUDGET("Where the budget ends", "バジェットの上限"),
    NO_LOOK_BACK(
            "No store of budgets can be read, so there is nothing to look back at.",
            "バジェットの保存先を読み取れないため、振り返りを表示できません。"),
    TO_CHANGE("What to change", "見直すこと"),
    NOTHING_TO_CHANGE("Nothing to change.", "見直すことはありません。"),
    TOO_LOOSE(
            "The objective is loose: %s of its budget was gone at most. One of %s would have been kept too, with %s gone at most.",
            "目標が緩すぎます。消費は最大でも %s でした。目標を %s にしても、消費は最大 %s で守れました。"),
    SPEND_WITHOUT_ALERT(
            "Spend without alert: %s of the quarter’s budget went while nobody was called, most of it on %s (%s).",
            "アラートなしの消費: 四半期バジェットの %s が通知なしに消費されました。最も多かったのは %s です (%s)。"),
    ALERT_WITHOUT_SPEND(
            "Alert without spend: %s, %s, cost nothing.", "消費のないアラート: %s (%s) の間、消費はありませんでした。"),

    NO_EVENT_FITS("No event fits.", "該当するイベントはありません。"),
    NO_LEDGER("The ledger cannot be read now.", "現在、台帳を読み取れません。"),
    REFUSED_FILTER("‘%s’ is left out: it cannot be looked for.", "「%s」は検索条件として使えないため、無視しました。"),
    SIGN_INTACT("Whole", "完全"),
    SIGN_BROKEN("Broken", "破損"),
    SIGN_NOT_VERIFIED("Not verified yet", "未検証"),
    LEDGER_INTACT(
            "All %s events are there as they were written, the last with hash %s…; verified %s.",
            "全 %s 件のイベントは書き込まれたままです。最後のハッシュは %s…、検証日時は %s です。"),
    LEDGER_BROKEN("Event %s does not fit: %s. Verified %s.", "イベント %s に不整合があります: %s。検証日時は %s です。"),
    LEDGER_NOT_CHECKED(
            "It is being verified; load the page again to see what was found.",
            "検証中です。結果を見るにはページを再読み込みしてください。"),
    FROM_TIME("From", "開始"),
    TO_TIME("Until", "終了"),
    CORRELATION("Belongs to", "関連 ID"),
    DETAILS("Details", "詳細"),
    HASHES("hash %s…, after %s…", "ハッシュ %s…、直前 %s…"),
    EVENT_NUMBER("Event %s", "イベント %s"),
    OLDER("Older", "以前のイベント"),
    NEWEST("Newest", "最新"),

    FIND_ROUTE("Find a path, method, service or team", "パス・メソッド・サービス・チームを検索"),
    NO_ROUTE_FOUND("No route matches.", "一致するルートはありません。"),
    NO_ROUTES("The gateway has no routes.", "ゲートウェイにルートがありません。"),
    NO_PLAN("No plan is live yet: the gateway has just started.", "ゲートウェイは起動中で、まだルートがありません。"),
    LIVE_SINCE("Plan %s, live since %s", "プラン %s、%s から有効"),
    PLAN_STAYS(
            "The definitions as they are now have problems (%s), so this plan stays. ‘kiban check’ says which.",
            "現在の定義に問題が %s 件あるため、このプランが使われ続けています。詳細は「kiban check」で確認できます。"),
    METHOD("Method", "メソッド"),
    ANY_METHOD("any", "すべて"),
    PATH("Path", "パス"),
    LEADS_TO("Leads to", "転送先"),
    OVER_TLS("over TLS", "TLS"),
    KIND_TRANSCODED("HTTP to gRPC", "HTTP → gRPC"),
    KIND_GRPC("gRPC", "gRPC"),
    KIND_HTTP("HTTP", "HTTP"),
    KIND_PENDING("Not known yet", "未確定"),

    TIER_CRITICAL("critical", "最重要"),
    TIER_STANDARD("standard", "標準"),
    TIER_EXPERIMENTAL("experimental", "実験的"),
    OWNED_BY("Owner", "担当"),
    IMPORTANCE("Importance", "重要度"),
    LINK("Link", "リンク"),
    PLAYBOOK("Playbook", "プレイブック"),
    OBJECTIVES("Objectives", "目標"),
    NO_OBJECTIVES("This service has no objectives yet.", "このサービスにはまだ目標がありません。"),
    TRAFFIC("Traffic", "トラフィック"),
    REQUESTS("Requests", "リクエスト"),
    ERRORS("Errors", "エラー"),
    LATENCY("Latency", "レイテンシ"),
    BURN_CHART("Burn", "消費速度"),
    A_SECOND("%s/s", "%s 件/秒"),
    CHART_SUMMARY("%s: from %s to %s, and %s at the end.", "%s: 最小 %s、最大 %s、最後は %s。"),
    CHART_EMPTY("%s: nothing was measured.", "%s: 計測されていません。"),
    EVENTS("Events", "イベント"),
    NO_EVENTS("Nothing happened in this time that anybody wrote down.", "この期間に記録されたイベントはありません。"),
    TIME("Time", "時刻"),
    ACTION("Action", "操作"),
    WHO("Who", "実行者"),
    WHAT("What", "内容"),
    RANGE("Time shown", "表示期間"),
    PERMANENT("Link to this time", "この期間へのリンク"),
    ZONE("Time zone", "タイムゾーン"),
    SHOW("Show", "表示"),
    THE_NUMBERS("The numbers", "数値の表"),
    NO_STORE(
            "There are no charts: no store of budgets can be read.",
            "グラフはありません。バジェットの保存先を読み取れません。"),
    PERIOD_DAYS("of %s days", "%s日間"),
    PERIOD_MONTH("of this month, %s", "今月 (%s)"),
    PERIOD_QUARTER("of this quarter, %s", "今四半期 (%s)"),
    WITHOUT_CORRECTIONS("%s without corrections", "補正なしでは %s"),
    BACKLOG_AGE("Oldest unfinished work", "未完了の最も古い作業"),
    BACKLOG_COUNT("Waiting", "待ち件数"),
    NOTHING_WAITS("nothing waits", "待ちなし"),
    AGE_LIMIT("at most %s", "上限 %s"),
    BACKLOG_LATE("Late: it was to be done by %s.", "遅延: %s までに完了する必要がありました。"),
    BACKLOG_SILENT_SINCE(
            "Late, and nothing has been done since %s. Each such minute counts as bad.",
            "遅延: %s 以降、完了した作業がありません。この間は毎分、不良として数えられます。"),
    BACKLOG_SILENT(
            "Late, and nothing has been done for an hour. Each such minute counts as bad.",
            "遅延: 1時間以上、完了した作業がありません。この間は毎分、不良として数えられます。"),
    LEVEL_QUIET("quiet", "正常"),
    LEVEL_WARMING("warming up until %s", "%s まで準備中"),
    LEVEL_FIRING("fires since %s", "%s から発報中"),
    LEVEL_FROZEN("frozen: %s", "凍結中: %s"),

    MARK_OVERSPENT("Overspent", "超過"),
    MARK_BURNING("Burning", "急速消費中"),
    MARK_FAULT("Faulty counts", "計数異常"),
    MARK_PARTLY_MEASURED("Partly measured", "計測不足"),
    MARK_NOT_MEASURED("Not measured", "未計測"),
    MARK_KEEPING("Within budget", "予算内"),
    MARK_NO_TRAFFIC("No traffic", "トラフィックなし"),
    MARK_NO_OBJECTIVE("No objective", "目標なし"),

    DEVELOPER_HERE("signed in by itself, on this machine only", "このマシンでは自動でサインインします"),
    SIGN_IN("Sign in", "サインイン"),
    SIGN_OUT("Sign out", "サインアウト"),
    SIGNED_OUT("You are signed out.", "サインアウトしました。"),
    SIGNED_OUT_HERE(
            "You are signed out here, and now at your provider.",
            "ここからサインアウトしました。続けてプロバイダーからサインアウトします。"),
    SIGN_OUT_THERE("Sign out at your provider", "プロバイダーからサインアウトする"),
    SIGN_IN_FAILED("You could not be signed in.", "サインインできませんでした。"),
    SIGN_IN_NO_TEAM("You are in no team that is defined here.", "ここで定義されているチームに所属していません。"),
    SIGN_IN_NOT_NOW("Nobody can sign in at the moment.", "現在サインインできません。"),
    SIGN_IN_FIRST("Sign in first.", "先にサインインしてください。"),
    TRY_AGAIN("Try again", "もう一度試す"),
    NOT_DONE("Nothing was changed.", "変更されませんでした。"),
    WRONG("What was filled in cannot be.", "入力された内容では受け付けられません。"),
    BACKWARDS("The time ends before it begins.", "終了時刻が開始時刻より後になっていません。"),
    NOT_YOURS("It is of a team that you are not in.", "あなたが所属していないチームのものです。"),
    NOT_THERE("There is no such thing, or not any more.", "対象が見つからないか、すでになくなっています。"),
    NOT_NOW("It cannot be done at the moment. Try again.", "現在は実行できません。もう一度お試しください。"),
    FORM_OF_ANOTHER_SESSION(
            "This form is of another session. Load its page again.",
            "このフォームは別のセッションのものです。ページを読み込み直してください。"),
    BACK("Back", "戻る"),
    CHANGE("Change", "変更"),
    OVERRIDE("Let it be released", "リリースを許可"),
    OVERRIDE_HELP("The gate says allow until then, in your name.", "期限まで、あなたの名前でゲートを許可にします。"),
    FOR_SO_LONG("For", "期間"),
    REASON("Reason", "理由"),
    OVERRIDDEN("May be released until %s", "%s までリリース可"),
    CORRECTED("%s counts as good, %s", "%s を良好とみなす期間: %s"),
    CORRECT("Let a time count as good", "期間を良好とみなす"),
    CORRECT_HELP(
            "For maintenance, or trouble that was not the service's. Times in %s.",
            "保守や、サービスの責任ではない障害のための補正です。時刻は %s。"),
    FROM("From", "開始"),
    TO("To", "終了"),
    UNDO("Undo", "取り消す"),

    NOT_FOUND("There is no such page.", "ページが見つかりません。"),
    BACK_TO_BOARD("Go to the services", "サービス一覧へ");

    private final String english;
    private final String japanese;

    Phrase(String english, String japanese) {
        this.english = english;
        this.japanese = japanese;
    }

    /// The words.
    public String in(Language language) {
        return switch (language) {
            case ENGLISH -> english;
            case JAPANESE -> japanese;
        };
    }

    /// The words around values.
    public String in(Language language, Object... values) {
        return String.format(language.locale(), in(language), values);
    }
}

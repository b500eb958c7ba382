package dev.kiban.slo.export;

import java.util.ArrayList;
import java.util.List;

/// Rows of panels, each row as wide as the page.
final class GrafanaPage {
    private static final int COLUMNS = 24;
    private static final int HEIGHT = 8;

    private final List<Members> panels = new ArrayList<>();
    private int y;

    /// A heading, and panels of the same width below it.
    void add(String title, List<? extends GrafanaPanel> row) {
        Members heading =
                new Members()
                        .add("type", "row")
                        .add("title", title)
                        .add("collapsed", false)
                        .add("panels", List.of());
        place(heading, 0, COLUMNS, 1);
        y++;
        int width = COLUMNS / row.size();
        for (int i = 0; i < row.size(); i++) {
            place(row.get(i).members(), i * width, width, HEIGHT);
        }
        y += HEIGHT;
    }

    /// All panels, headings among them.
    List<Members> panels() {
        return List.copyOf(panels);
    }

    private void place(Members panel, int x, int width, int height) {
        panel.add("id", panels.size() + 1L)
                .add(
                        "gridPos",
                        new Members().add("x", x).add("y", y).add("w", width).add("h", height));
        panels.add(panel);
    }
}

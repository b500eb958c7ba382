package dev.kiban.app.option;

import dev.kiban.app.budget.BudgetKeeper;
import dev.kiban.app.budget.DatabasePlace;
import dev.kiban.runtime.fetch.Credentials;
import java.nio.file.Path;
import java.util.Optional;

/// How a gateway keeps budgets.
///
/// @param keeper in which database, and whom to tell of alerts; empty for no budgets
/// @param counts where to count requests; empty for nowhere
/// @param credentials for those servers that are asked for numbers
public record BudgetSettings(
        Optional<BudgetKeeper.Setup> keeper, Optional<Path> counts, Credentials credentials) {
    private static final String DEVELOPER_TOKEN = "developer-token";

    /// Where a pace server beside it remembers what was ordered; empty for nowhere.
    public Optional<Path> orders() {
        return counts.map(folder -> folder.resolveSibling(folder.getFileName() + ".orders"));
    }

    /// Where the token of a sandbox's developer is; empty if the database is somebody else's too.
    public Optional<Path> developerToken() {
        return keeper.map(BudgetKeeper.Setup::place)
                .flatMap(
                        place ->
                                switch (place) {
                                    case DatabasePlace.OnFolder(Path folder) ->
                                            Optional.of(folder.resolve(DEVELOPER_TOKEN));
                                    case DatabasePlace.At _ -> Optional.empty();
                                });
    }
}

package org.quorate.console.swap;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be exchanged, and how often.
 *
 * @param providers who serves in turn
 * @param times how many exchanges
 * @param clientName the clients of the load are {@code clientName-1} and so on
 * @param clients how many of them
 * @param warmUpMax how long the load runs before, unless the heaps are steady earlier
 * @param quiet how long each provider serves without an exchange, to compare with
 * @param bundle that is brought before every second exchange, and taken away after the next; null
 *     if all providers are there from the beginning
 */
public record SwapSettings(
    List<String> providers,
    int times,
    String clientName,
    int clients,
    Duration warmUpMax,
    Duration quiet,
    @Nullable Path bundle) {

  public SwapSettings {
    providers = List.copyOf(providers);
    if (providers.size() < 2) {
      throw new IllegalArgumentException("an exchange is between two providers at least");
    }
    if (bundle != null && providers.size() > 2) {
      throw new IllegalArgumentException(
          "with a bundle the exchange is between its provider and one other");
    }
    if (times < 1 || clients < 1) {
      throw new IllegalArgumentException("there is at least one exchange, and one client");
    }
  }
}

package org.quorate.console.demo;

import java.util.List;
import org.quorate.console.demo.DemoReport.Sample;

/**
 * The time from when a provider was asked for to when the next one was.
 *
 * @param completed operations meanwhile
 */
record Served(String provider, long completed, double beginSeconds, double endSeconds) {
  /** The longest operation that ended meanwhile, or within the second in which that began. */
  double longestMillis(List<Sample> samples) {
    return samples.stream()
        .filter(
            sample -> sample.atSeconds() >= beginSeconds && sample.atSeconds() <= endSeconds + 1)
        .mapToDouble(Sample::maxMillis)
        .max()
        .orElse(0);
  }
}

package org.quorate.console.commands;

import java.io.PrintWriter;
import java.util.List;
import org.quorate.api.quorum.Misbehaviour;
import org.quorate.api.register.OperationResult;

/** What an operation came to, as commands report it. */
record OperationReport(String version, int roundTrips, List<Misbehaviour> noticed) {
  static OperationReport of(OperationResult result) {
    return new OperationReport(
        result.version().ts().toString(), result.roundTrips(), result.noticed());
  }

  void print(PrintWriter out, String verb) {
    out.printf("%s %s in %d round trips%n", verb, version, roundTrips);
    noticed.forEach(one -> out.println("noticed: " + one.replica() + " " + one.what()));
  }
}

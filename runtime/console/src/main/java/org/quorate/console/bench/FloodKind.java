package org.quorate.console.bench;

/**
 * Clients that send as fast as they can.
 *
 * @param clients how many
 * @param isValid whether what they claim is true: certificates as they were made, or changed ones
 */
record FloodKind(int clients, boolean isValid) {
  String text() {
    return "+ " + clients + (isValid ? " valid" : " invalid");
  }
}

/** One replica: event loops that step, persist, attest and answer in turns. */
@NullMarked
package org.quorate.host.replica;

import org.jspecify.annotations.NullMarked;

/** Quorums by counting replicas. */
@NullMarked
package org.quorate.quorum.threshold;

import org.jspecify.annotations.NullMarked;

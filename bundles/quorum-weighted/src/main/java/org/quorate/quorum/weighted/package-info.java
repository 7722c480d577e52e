/** Quorums by counting votes. */
@NullMarked
package org.quorate.quorum.weighted;

import org.jspecify.annotations.NullMarked;

/** A mixed load on a cluster, measured and recorded. */
@NullMarked
package org.quorate.console.load;

import org.jspecify.annotations.NullMarked;

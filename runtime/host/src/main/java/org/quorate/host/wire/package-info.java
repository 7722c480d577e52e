/** The frames between clients and replicas. */
@NullMarked
package org.quorate.host.wire;

import org.jspecify.annotations.NullMarked;

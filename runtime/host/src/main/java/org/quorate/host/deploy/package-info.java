/** Bundles that are brought to a process while it runs, and the gate that they come through. */
@NullMarked
package org.quorate.host.deploy;

import org.jspecify.annotations.NullMarked;

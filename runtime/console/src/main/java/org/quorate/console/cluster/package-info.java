/** A cluster on this machine: its folder, its birth, its processes, its identities. */
@NullMarked
package org.quorate.console.cluster;

import org.jspecify.annotations.NullMarked;

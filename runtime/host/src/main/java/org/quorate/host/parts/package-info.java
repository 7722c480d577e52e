/** The OSGi framework inside a process, and leases on the services of its bundles. */
@NullMarked
package org.quorate.host.parts;

import org.jspecify.annotations.NullMarked;

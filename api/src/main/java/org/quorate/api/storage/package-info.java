/** Durable storage of register states and of client journals. */
@NullMarked
@Version("1.0.0")
package org.quorate.api.storage;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;

/** Liars as parts like any other: corrupted replicas and cheating clients. */
@NullMarked
@Version("1.0.0")
package org.quorate.api.adversary;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;

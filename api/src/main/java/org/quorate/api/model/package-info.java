/** The nouns that every protocol speaks: identities, keys, values, timestamps, versions. */
@NullMarked
@Version("1.0.0")
package org.quorate.api.model;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;

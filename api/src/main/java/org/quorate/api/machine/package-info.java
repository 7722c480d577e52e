/** The pure form of a protocol: functions from (state, event) to (next state, what to do). */
@NullMarked
@Version("1.0.0")
package org.quorate.api.machine;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;

/// May this job start now? Workers ask before each job, and are told to go, to wait or not to come.
///
/// The rules are pure: time comes in, answers go out.
@NullMarked
package dev.kiban.pace;

import org.jspecify.annotations.NullMarked;

/// The house's own rules, checked: the doors between the rooms, the inside of each room, the
/// tidiness of files and words. {@link dev.kiban.house.fixture} breaks every rule once, to show
/// that it can fail.
@NullMarked
package dev.kiban.house;

import org.jspecify.annotations.NullMarked;

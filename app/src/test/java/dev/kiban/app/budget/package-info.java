@NullMarked
package dev.kiban.app.budget;

import org.jspecify.annotations.NullMarked;

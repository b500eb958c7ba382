/// The web pages: where every service stands, for people to look at.
///
/// Here is what the pages are made of: ports such as [Board][dev.kiban.console.Board], which
/// whoever starts the console fills. `console.page` lays them out, `console.web` serves them; start
/// at `ConsoleServer`. Who may look is a [Reception][dev.kiban.console.Reception]; what can be
/// changed from here are [Acts][dev.kiban.console.Acts], of which others decide who may do them.
@NullMarked
package dev.kiban.console;

import org.jspecify.annotations.NullMarked;

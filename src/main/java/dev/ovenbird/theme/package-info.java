/**
 * What a page shows beside its text. Enters: style sheets, a drawing of the site's mark, titles;
 * leaves: smaller style sheets, icons, and the picture that other sites show beside a link. Called
 * by the site room.
 */
package dev.ovenbird.theme;

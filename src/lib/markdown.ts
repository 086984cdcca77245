/**
 * A text on one line of Markdown, in which no character has a meaning of its own: neither Markdown's (CommonMark, with
 * tables, strikethrough and formulas) nor HTML's. Control characters, and those that change the direction of the text
 * around them, are left out.
 */
export const markdownText = (text: string): string =>
  text
    .replace(/\s+/gu, ' ')
    .replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, '')
    .replace(/ +/g, ' ')
    .trim()
    .replace(/[\\`*_[\]<>#|~&!$]/g, '\\$&')
    // What would begin a list, or underline a heading.
    .replace(/^(?:[-+=]|\d+(?=[.)]))/, (start) => (/\d/.test(start) ? `${start}\\` : `\\${start}`));

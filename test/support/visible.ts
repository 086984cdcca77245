/** What a reader sees of a page, on one line. */
export const visible = (html: string): string =>
  html
    .replace(/<head>.*?<\/head>|<script.*?<\/script>/gs, '')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replace(/\s+([,.:)])/g, '$1')
    .replace(/\s+/g, ' ');

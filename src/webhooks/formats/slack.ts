import type { Notification } from './notification.js';
import { cleanText, fit, isRightToLeft, isolated } from './plain-text.js';

/** Limits of Block Kit, in characters, and of a message's own text, beyond which Slack cuts it. */
const MAX = { header: 150, section: 3_000, context: 2_000, fallback: 3_000 };

/** Slack's control characters are these three. */
const escapeSlack = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const plain = (text: string, max: number) => ({ type: 'plain_text', text: fit(text, max), emoji: false });
const section = (text: string) => ({ type: 'section', text: plain(text, MAX.section) });

/**
 * A message of Block Kit, for an incoming webhook of Slack. Texts of the ledger are plain text, in which Slack sees no
 * markup, no names of people and no emoji.
 */
export function toSlack({ event, claim, headline, text, link }: Notification): unknown {
  const title = cleanText(headline);
  const [about, more] = [cleanText(claim?.text ?? ''), cleanText(text ?? '')];
  const recorded = `recorded ${event.recordedtime}`;
  const address = link === undefined ? '' : `<${escapeSlack(link)}|Read it in the ledger> · `;
  return {
    text: fit(
      about === '' ? title : `${title} ${isRightToLeft(about) ? isolated(about) : about}`,
      MAX.fallback,
      escapeSlack,
    ),
    blocks: [
      { type: 'header', text: plain(title, MAX.header) },
      ...[about, more].filter((each) => each !== '').map(section),
      { type: 'context', elements: [{ type: 'mrkdwn', text: `${address}${recorded}` }] },
    ],
    unfurl_links: false,
    unfurl_media: false,
  };
}

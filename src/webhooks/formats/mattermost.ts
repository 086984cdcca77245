import { escapeMattermost, withoutMentions } from './markdown.js';
import type { Notification } from './notification.js';
import { cleanText, fit } from './plain-text.js';

/** A message has 16,383 characters; what belongs to it, as attachments do, 8,000 on older servers. */
const MAX = { title: 256, fallback: 300, part: 1_500 };

/** A message with one attachment, for an incoming webhook of Mattermost. */
export function toMattermost({ event, claim, headline, text, link }: Notification): unknown {
  const title = cleanText(headline);
  const parts = [claim?.text ?? '', text ?? ''].map((each) => fit(cleanText(each), MAX.part, escapeMattermost));
  return {
    attachments: [
      {
        fallback: fit(title, MAX.fallback, withoutMentions),
        title: fit(title, MAX.title, escapeMattermost),
        ...(link !== undefined && { title_link: link }),
        text: parts.filter((part) => part !== '').join('\n\n'),
        footer: `recorded ${event.recordedtime}`,
      },
    ],
  };
}

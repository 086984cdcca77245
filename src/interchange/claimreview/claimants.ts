import { foldText } from '../../lib/fold-text.js';

/** Words of names that are nobody's in particular, such as "social media users", as `foldText` writes them. */
const WORDS = [
  // Networks.
  ...[
    'facebook',
    'fb',
    'whatsapp',
    'twitter',
    'tiktok',
    'instagram',
    'telegram',
    'youtube',
    'reddit',
    'weibo',
    'wechat',
  ],
  ...['4chan', 'vkontakte', 'snapchat', 'फेसबुक', 'ফেসবুক', 'فيسبوك', 'فيس بوك'],
  ...[
    'social media',
    'social networks?',
    'redes',
    'reseaux sociaux',
    'sozialen? (?:medien|netzwerken?)',
    'social network',
  ],
  ...[
    'sosyal medya',
    'media sosial',
    'internet',
    'websites?',
    'blogs?',
    'bloggers?',
    'chain (?:messages?|letters?|e?mails?)',
  ],
  ...['सोशल मीडिया', 'সোশ্যাল মিডিয়া', 'সামাজিক \\p{L}*', 'التواصل', 'соцсет\\p{L}*', 'социальных сетях'],
  // Those who use them.
  ...[
    'users?',
    'usuari[oa]s?',
    'utilisateurs?',
    'internautes?',
    'internautas?',
    'nutzer(?:innen)?',
    'utent[ei]',
    'netizens?',
  ],
  ...['gebruikers?', 'warganet', 'pengguna', 'kullanicilari?', 'пользовател\\p{L}*', 'مستخدم\\p{L}*'],
  // What they write.
  ...[
    'posts',
    'viral \\p{L}+',
    '\\p{L}+ (?:virales|viraux|viral)',
    'postagens',
    'postagem',
    'publicaciones',
    'publicac(?:oes|ao)',
  ],
  ...[
    'publications',
    'beitrage',
    'mensajes?',
    'mensagens?',
    'messages',
    'memes?',
    'tweets?',
    'rumou?rs?',
    'boatos?',
    'bulos?',
  ],
  ...['hoax(?:es)?', 'unggahan', 'pesan'],
  // Several, or unknown.
  ...[
    'multiple',
    'various',
    'several',
    'many people',
    'unknown',
    'anonymous',
    'anonym\\p{L}*',
    'anonim\\p{L}*',
    'varios',
  ],
  ...['varias', 'plusieurs', 'verschiedene', 'unbekannt', 'desconhecid[oa]', 'desconocid[oa]', 'inconnu', 'n a'],
];
/** So few that it can be proved that the pattern takes linear time. */
const OF_PATTERN = 20;
const COLLECTIVE = Array.from({ length: Math.ceil(WORDS.length / OF_PATTERN) }, (_, index) => {
  const words = WORDS.slice(index * OF_PATTERN, (index + 1) * OF_PATTERN);
  return new RegExp(`(?:^| )(?:${words.join('|')})(?= |$)`, 'u');
});

/** Scripts that are written without spaces have no words to compare. */
const UNSPACED = /網友|网友|網傳|网传|臉書|脸书|社群|網路|网络|フェイスブック/u;

/**
 * Whether a claimant's name is nobody's in particular. Fact-checkers write "Facebook users" where the format has the
 * name of a person.
 */
export function isNobodyInParticular(name: string): boolean {
  const folded = foldText(name);
  return COLLECTIVE.some((each) => each.test(folded)) || UNSPACED.test(name);
}

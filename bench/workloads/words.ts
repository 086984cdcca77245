import type { Random } from './random.js';

interface Words {
  readonly verbs: readonly string[];
  readonly things: readonly string[];
  readonly settings: readonly string[];
  readonly says: string;
}

/** Parts of sentences. Only the sentences' lengths and scripts matter, and how often words recur. */
const WORDS = {
  en: {
    says: 'according to',
    verbs: [
      'has agreed to',
      'refuses to discuss',
      'plans to withdraw',
      'is about to announce',
      'has secretly paid for',
      'will not sign',
      'has doubled',
      'asked partners to finance',
    ],
    things: [
      'the delivery of air defence systems',
      'a ceasefire along the line of contact',
      'new security guarantees',
      'the export of grain through the corridor',
      'the evacuation of civilians',
      'its share of the rebuilding fund',
      'sanctions against three banks',
      'a vaccine mandate for teachers',
      'the closing of two border crossings',
      'an inquiry into the election results',
    ],
    settings: [
      'before the summit',
      'in the first half of the year',
      'despite earlier promises',
      'without informing parliament',
      'at a meeting behind closed doors',
      'for the third time this month',
      'at a cost of 4.2 billion euros',
      'after weeks of negotiations',
    ],
  },
  uk: {
    says: 'за словами',
    verbs: [
      'погодилася на',
      'відмовляється обговорювати',
      'планує скоротити',
      'готується оголосити',
      'таємно оплатила',
      'не підпише',
      'подвоїла',
      'просить партнерів профінансувати',
    ],
    things: [
      'постачання систем протиповітряної оборони',
      'припинення вогню вздовж лінії зіткнення',
      'нові гарантії безпеки',
      'експорт зерна через коридор',
      'евакуацію цивільних',
      'свою частку фонду відбудови',
      'санкції проти трьох банків',
      'закриття двох пунктів пропуску',
    ],
    settings: [
      'до початку саміту',
      'у першому півріччі',
      'попри попередні обіцянки',
      'без відома парламенту',
      'на закритій зустрічі',
      'втретє цього місяця',
      'після тижнів переговорів',
    ],
  },
  ru: {
    says: 'по словам',
    verbs: [
      'согласилась на',
      'отказывается обсуждать',
      'планирует сократить',
      'готовится объявить',
      'тайно оплатила',
      'не подпишет',
      'удвоила',
    ],
    things: [
      'поставки систем противовоздушной обороны',
      'прекращение огня на линии соприкосновения',
      'новые гарантии безопасности',
      'экспорт зерна по коридору',
      'эвакуацию мирных жителей',
      'санкции против трёх банков',
      'закрытие двух пунктов пропуска',
    ],
    settings: [
      'до начала саммита',
      'в первом полугодии',
      'вопреки прежним обещаниям',
      'на закрытой встрече',
      'в третий раз за месяц',
      'после недель переговоров',
    ],
  },
  de: {
    says: 'so',
    verbs: [
      'stimmt zu:',
      'verweigert Gespräche über',
      'kürzt',
      'kündigt an:',
      'bezahlt heimlich',
      'unterschreibt nicht:',
      'verdoppelt',
    ],
    things: [
      'die Lieferung von Luftabwehrsystemen',
      'eine Waffenruhe entlang der Frontlinie',
      'neue Sicherheitsgarantien',
      'die Ausfuhr von Getreide durch den Korridor',
      'den Anteil am Wiederaufbaufonds',
      'die Sanktionen gegen drei Banken',
      'die Schließung zweier Grenzübergänge',
    ],
    settings: [
      'vor dem Gipfel',
      'im ersten Halbjahr',
      'entgegen früheren Zusagen',
      'ohne Wissen des Parlaments',
      'hinter verschlossenen Türen',
      'zum dritten Mal in diesem Monat',
    ],
  },
  es: {
    says: 'según',
    verbs: [
      'ha aceptado',
      'se niega a discutir',
      'planea recortar',
      'está a punto de anunciar',
      'ha pagado en secreto',
      'no firmará',
      'ha duplicado',
    ],
    things: [
      'la entrega de sistemas de defensa aérea',
      'un alto el fuego en la línea de contacto',
      'nuevas garantías de seguridad',
      'la exportación de grano por el corredor',
      'su parte del fondo de reconstrucción',
      'las sanciones contra tres bancos',
      'el cierre de dos pasos fronterizos',
    ],
    settings: [
      'antes de la cumbre',
      'en el primer semestre',
      'pese a promesas anteriores',
      'sin informar al parlamento',
      'a puerta cerrada',
      'por tercera vez este mes',
    ],
  },
  ja: {
    says: '関係者によると',
    verbs: ['に合意した', 'の協議を拒否した', 'を削減する方針だ', 'を発表する見通しだ', 'に署名しない'],
    things: [
      '防空システムの供与',
      '前線での停戦',
      '新たな安全の保証',
      '回廊を通じた穀物の輸出',
      '三つの銀行への制裁',
      '二つの検問所の閉鎖',
    ],
    settings: ['首脳会議を前に', '上半期に', 'これまでの約束に反して', '議会に知らせずに', '非公開の会合で'],
  },
} as const satisfies Record<string, Words>;

export type Language = keyof typeof WORDS;

const LANGUAGES: readonly (readonly [number, Language])[] = [
  [50, 'en'],
  [15, 'uk'],
  [12, 'ru'],
  [10, 'de'],
  [9, 'es'],
  [4, 'ja'],
];

const FIRST = ['Ka', 'Mo', 'Ve', 'Ste', 'Ri', 'Lo', 'Bra', 'Ta', 'Ze', 'Wi', 'Ol', 'Gru', 'Sha', 'Pe', 'Du', 'Ha'];
const MIDDLE = ['ra', 'li', 'no', 'ver', 'sto', 'ni', 'mar', 'den', 'ko', 'va', 'ri', 'lu', 'se', 'tan', 'bo', 'gi'];
const LAST = [
  'ne',
  'sk',
  'ville',
  'burg',
  'vich',
  'dale',
  'mir',
  'stan',
  'via',
  'ton',
  'na',
  'rov',
  'lis',
  'heim',
  'ez',
  'ard',
];

/** Returns the name of a person or place: one of a few thousand, some far more frequent than others. */
export function properName(random: Random): string {
  return random.pickSkewed(FIRST, 1.5) + random.pickSkewed(MIDDLE, 2) + random.pickSkewed(LAST, 2);
}

export const language = (random: Random): Language => random.pickWeighted(LANGUAGES);

/** Returns one sentence of some 60 to 200 characters. */
export function sentence(random: Random, of: Language, subject = properName(random)): string {
  const words: Words = WORDS[of];
  const parts = [subject, random.pick(words.verbs), random.pick(words.things)];
  if (of === 'ja')
    return `${subject}は${random.pick(words.settings)}${random.pick(words.things)}${random.pick(words.verbs)}。`;
  if (random.chance(0.7)) parts.push(random.pick(words.settings));
  if (random.chance(0.3)) parts.push(`(${random.between(2, 980)})`);
  if (random.chance(0.25)) parts.push(`– ${words.says} ${properName(random)} ${properName(random)}`);
  return `${parts.join(' ')}.`;
}

/** Returns several sentences as one text. */
export function passage(random: Random, of: Language, sentences: number): string {
  return Array.from({ length: sentences }, () => sentence(random, of)).join(' ');
}

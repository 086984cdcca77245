/**
 * Phrases that the project doesn't use, each with what to write instead and an example that the pattern must find.
 * A space in a pattern also matches a line break.
 */
export const PATTERNS = [
  [/\b(un)?t(old|ells?|elling)\b/, 'report, print, return, log; "default:" for "unless told"', 'the client is told'],
  [/\banew\b/, 'again; is rebuilt', 'made anew'],
  [/\bwholly\b/, 'completely', 'checked wholly'],
  [/\bfor ?ever\b/, 'never expires, permanently', 'known for ever'],
  [/\bspelt\b/, 'spelled, written', 'how it is spelt'],
  [/\bin vain\b/, 'without result; unused', 'searched in vain'],
  [/\bwho(m|so)?ever\b/, 'name the role: the client, the caller, the actor', 'Whoever asks'],
  [/\bbeside\b/, 'next to, besides, together with, compared with', 'beside the server'],
  [
    /(^|[.:;!?] )Of (a|an|the|each|every|all|its|this|that|those|what|two|several)\b/m,
    '"For a …, …"',
    'Of a write, nothing is kept.',
  ],
  [
    /(?<!\bthere )\b(is|are|was|were) (no|none)\b(?! (longer|more|less|one)\b)/,
    'is not a …; there is no …',
    'is no JSON',
  ],
  [/\bno good\b/, 'invalid, unusable', 'the key is no good'],
  [/\b(stands?|stood)\b(?! for\b)/, 'is, is stored, counts, is effective', 'the entry stands'],
  [/\bshall\b/, 'must, will', 'it shall be kept'],
  [/\bbe it\b/, 'whether', 'be it a key or a name'],
  [/\bbut for\b/, 'except', 'all but for the key'],
  [/\b(comes?|came|coming) again\b/, 'reconnect, retry', 'come again later'],
  [/\b(goes|go|going|gone|went) on\b/, 'continue, resume', 'it goes on where it was'],
  [/\b(gives?|gave|giving|given) way\b/, 'yield; is replaced', 'the log gives way'],
  [/\b(takes?|took|taking|taken) for\b/, 'treat as', 'taken for another'],
  [/\b(breaks?|broke|breaking|broken) off\b/, 'interrupt, end early', 'was broken off'],
  [/(?<!\bso )\bas to\b/, 'about', 'as to the key'],
  [/\bat once\b/, 'concurrently, or immediately', 'many at once'],
  [/\bby the line\b/, 'line by line', 'read by the line'],
  [/\bin force\b/, 'effective, valid', 'the time in force'],
  [/\bhow far\b/, 'progress, position', 'how far it is'],
  [/\bsees? to it\b/, 'ensure, verify', 'sees to it that'],
  [/\b(is|are|was|were) (said|asked|looked at)\b/, 'name who does it', 'is said by it'],
  [/\bmade-up\b/, 'generated', 'a made-up log'],
  [/\b(takes?|took|taken) up\b/, 'extend, resume', 'is taken up again'],
  [/\bfor want of\b/, 'because there is no', 'for want of an event'],
  [/\bnone the (worse|wiser)\b/, 'unaffected', 'none the worse'],
  [/\b(comes?|came|coming) to an end\b/, 'end, terminate', 'comes to an end'],
  [
    /\b(thereof|therein|whence|hence|henceforth|hitherto|whither|nought|naught|lest|ere)\b/,
    'plain words',
    'hence it is',
  ],
  [/\b(to be|is|are|was|were) had\b/, 'is available', 'no engine was to be had'],
  [/\bmends?\b|\bmended\b|\bmending\b/, 'fix, repair', 'a restart mends nothing'],
].map(([pattern, instead, example]) => ({
  pattern: new RegExp(pattern.source.replaceAll(' ', '\\s+'), pattern.flags === 'm' ? 'gm' : 'gi'),
  instead,
  example,
}));

/** Where phrases may be used, with the reason: all of them, or those that match `phrase`. */
export const ALLOWED = [
  { files: /^tools\/prose-patterns\.js$/, why: 'it lists the phrases' },
  { files: /^docs\/adr\/00(0[1-9]|1[0-6])-/, why: 'records of decisions are kept as they were written' },
  { files: /(^|\/)(questions|prompter|scripted-prompter|ask-)/, phrase: /asked/, why: 'the program asks a person' },
];

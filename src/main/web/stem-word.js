const CONSONANT = "[^aeiou]";
const VOWEL = "[aeiouy]";
const CONSONANTS = `${CONSONANT}[^aeiouy]*`;
const VOWELS = `${VOWEL}[aeiou]*`;
const MEASURE_ABOVE_0 = new RegExp(`^(${CONSONANTS})?${VOWELS}${CONSONANTS}`);
const MEASURE_1 = new RegExp(`^(${CONSONANTS})?${VOWELS}${CONSONANTS}(${VOWELS})?$`);
const MEASURE_ABOVE_1 = new RegExp(`^(${CONSONANTS})?${VOWELS}${CONSONANTS}${VOWELS}${CONSONANTS}`);
const HAS_VOWEL = new RegExp(`^(${CONSONANTS})?${VOWEL}`);
const SHORT_END = new RegExp(`^${CONSONANTS}${VOWEL}[^aeiouwxy]$`);

const STEP_2 = {
  ational: "ate", tional: "tion", enci: "ence", anci: "ance", izer: "ize", bli: "ble", alli: "al",
  entli: "ent", eli: "e", ousli: "ous", ization: "ize", ation: "ate", ator: "ate", alism: "al",
  iveness: "ive", fulness: "ful", ousness: "ous", aliti: "al", iviti: "ive", biliti: "ble",
  logi: "log",
};
const STEP_3 = {
  icate: "ic", ative: "", alize: "al", iciti: "ic", ical: "ic", ful: "", ness: "",
};
const STEP_4 =
  /(al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|ou|ism|ate|iti|ous|ive|ize|(?<=[st])ion)$/;

/**
 * An English word without its inflection, by Porter's rules (tartarus.org/martin/PorterStemmer):
 * "quantizing" and "quantized" have one stem, which need not be a word.
 *
 * @param {string} word in lower case
 * @returns {string}
 */
export function stemWord(word) {
  if (word.length < 3 || !/^[a-z]+$/.test(word)) {
    return word;
  }
  // A "y" at the beginning is a consonant.
  let stem = word.replace(/^y/, "Y");
  stem = stem.replace(/(ss|i)es$/, "$1").replace(/([^s])s$/, "$1");
  stem = withoutPast(stem);
  stem = stem.replace(/^(.*)y$/, (all, rest) => (HAS_VOWEL.test(rest) ? `${rest}i` : all));
  stem = replaceEnd(stem, STEP_2);
  stem = replaceEnd(stem, STEP_3);
  stem = stem.replace(STEP_4, (end, ...rest) => {
    const before = stem.slice(0, rest.at(-2));
    return MEASURE_ABOVE_1.test(before) ? "" : end;
  });
  const bare = stem.replace(/e$/, "");
  if (bare !== stem) {
    const drops = MEASURE_ABOVE_1.test(bare) || (MEASURE_1.test(bare) && !SHORT_END.test(bare));
    stem = drops ? bare : stem;
  }
  if (stem.endsWith("ll") && MEASURE_ABOVE_1.test(stem)) {
    stem = stem.slice(0, -1);
  }
  return stem.toLowerCase();
}

function withoutPast(word) {
  if (word.endsWith("eed")) {
    return MEASURE_ABOVE_0.test(word.slice(0, -3)) ? word.slice(0, -1) : word;
  }
  const bare = word.replace(/(ed|ing)$/, "");
  if (bare === word || !HAS_VOWEL.test(bare)) {
    return word;
  }
  if (/(at|bl|iz)$/.test(bare)) {
    return `${bare}e`;
  }
  if (/([^aeiouylsz])\1$/.test(bare)) {
    return bare.slice(0, -1);
  }
  return SHORT_END.test(bare) ? `${bare}e` : bare;
}

function replaceEnd(word, ends) {
  const all = Object.keys(ends).filter((end) => word.endsWith(end));
  const end = all.sort((a, b) => b.length - a.length)[0];
  return end !== undefined && MEASURE_ABOVE_0.test(word.slice(0, word.length - end.length))
    ? word.slice(0, word.length - end.length) + ends[end]
    : word;
}

/**
 * Beginnings that make a password of twelve characters and more easy to guess: very common passwords, rows of the keyboard, words of the trade. A password is refused
 * when nothing but digits, signs, repetitions of them or up to three letters surrounds one.
 */
export const COMMON_PASSWORDS: readonly string[] = [
  'password', 'passwort', 'kennwort', 'geheim', 'qwertz', 'qwerty', 'qwertzuiop', 'qwertyuiop', 'asdfgh', 'asdfghjkl', 'yxcvbnm', 'zxcvbnm', '1q2w3e4r', '1qaz2wsx', 'abcdef', 'abcdefghijkl',
  'abc', 'letmein', 'welcome', 'willkommen', 'hallo', 'admin', 'administrator', 'iloveyou', 'ichliebedich', 'sommer', 'winter', 'fruehling', 'frühling', 'herbst', 'montag', 'schatz', 'master', 'monkey', 'dragon',
  'sunshine', 'princess', 'football', 'fussball', 'fußball', 'baseball', 'superman', 'batman', 'starwars', 'changeme', 'default', 'test', 'testtest', 'demo', 'rathaus', 'verwaltung', 'gemeinde', 'stadtverwaltung',
  'landkreis', 'buergermeister', 'bürgermeister', 'allmende', 'deutschland', 'bundesrepublik', 'correcthorsebatterystaple', 'trustno1', 'whatever', 'computer', 'internet',
];

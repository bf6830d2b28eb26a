// The features of a cell of a column of dates, by docs/model-format.md alone: sine and cosine of each cycle; NaN where the cell is missing.
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const name = `(${months.join('|')})[a-z]*\\.?`;
const zone = '(?:\\s?(?:Z|UTC|GMT|[-+]\\d\\d:?\\d\\d|\\([A-Z]+\\)|C?E[SD]?T|[PMC][SD]T))*';
const time = `(\\d{1,2}):(\\d\\d)(?::(\\d\\d(?:[.,]\\d+)?))?\\s?(?:([ap])\\.?m\\.?)?${zone}`;
const nth = '(?:st|nd|rd|th)?';
const days = [
    [/(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})/, 'ymd'],
    [/(\d{1,2})[-/](\d{1,2})[-/](\d{4}|\d{2})/, 'order'],
    [/(\d{1,2})\.(\d{1,2})\.(\d{4})/, 'dmy'],
    [/(0[1-9]|[12]\d|3[01])\.(0[1-9]|1[0-2])\.(\d{2})/, 'dmy'],
    [new RegExp(`(\\d{1,2})${nth}[-/ ]?${name}[-/ ,]{0,2}(\\d{4}|\\d{2})`), 'dmy'],
    [new RegExp(`${name}[- ](\\d{1,2})${nth}(?:,?[- ](\\d{4}))?`), 'mdy'],
    [new RegExp(`(\\d{4})[-/ ]${name}[-/ ](\\d{1,2})`), 'ymd'],
    [/((?:19|20)\d{2})-(0[1-9]|1[0-2])/, 'ym'],
].map(([day, parts]) => [new RegExp(`^\\[?(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\\.?,?\\s)?${day.source}(?:[T ,:]\\s?${time})?(?:\\s(\\d{4}))?\\]?$`, 'i'), parts]);
const clock = new RegExp(`^\\[?(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\\.?,?\\s)?${time}\\]?$`, 'i');
const compact = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d(?:\.\d+)?)?(?:Z|[-+]\d\d:?\d\d)?$/i;

const hoursOf = (hour, minute, second, half) => {
    if (hour === undefined) return undefined;
    let h = +hour;
    if (half) {
        if (h < 1 || h > 12) return NaN;
        h = h % 12 + (/p/i.test(half) ? 12 : 0);
    }
    const s = second === undefined ? 0 : +second.replace(',', '.');
    return h < 24 && +minute < 60 && s < 61 ? h + +minute / 60 + s / 3600 : NaN;
};
const yearOf = (text) => text === undefined ? undefined : text.length > 2 ? +text : +text + (+text < 69 ? 2000 : 1900);
const monthOf = (text) => months.includes(text.slice(0, 3).toLowerCase()) ? months.indexOf(text.slice(0, 3).toLowerCase()) + 1 : +text;

function parse(text, order) {
    let found = compact.exec(text);
    if (found) return { y: +found[1], m: +found[2], d: +found[3], hours: hoursOf(found[4], found[5], found[6]) };
    found = clock.exec(text);
    if (found) return { hours: hoursOf(...found.slice(1, 5)) };
    for (const [form, parts] of days) {
        if (!(found = form.exec(text))) continue;
        const [hour, minute, second, half, end] = found.slice(-5);
        const own = { hours: hoursOf(hour, minute, second, half) };
        const letters = parts === 'order' ? order : parts;
        [...letters].forEach((letter, place) => {
            const cell = found[place + 1];
            if (letter === 'm') own.m = monthOf(cell);
            if (letter === 'd') own.d = +cell;
            if (letter === 'y') own.y = yearOf(cell);
        });
        own.y ??= yearOf(end);
        return own;
    }
    return null;
}

const isPossible = ({ m, d, hours }, y) => !Number.isNaN(hours) && (m === undefined
    ? hours !== undefined
    : m >= 1 && m <= 12 && (d === undefined || (d >= 1 && d <= new Date(Date.UTC(y ?? 2000, m, 0)).getUTCDate())));

const read = (text, order) => {
    const parts = parse(text, order);
    return parts && isPossible(parts, parts.y) ? parts : null;
};

const turns = {
    Hour: ({ hours }) => (hours ?? 0) / 24,
    Weekday: ({ y, m, d }) => y && m && d ? (new Date(Date.UTC(y, m - 1, d)).getUTCDay() + 6) % 7 / 7 : NaN,
    Month: ({ m, d }) => m ? (m - 1 + ((d ?? 1) - 1) / 31) / 12 : NaN,
};

export function encode({ name: column, cycles, dateOrder }, cell) {
    const text = cell?.trim() ?? '';
    if (text === '') return cycles.flatMap(() => [NaN, NaN]);
    const dayFirst = read(text, 'dmy'), monthFirst = read(text, 'mdy');
    const parts = dateOrder === 'DayFirst' ? dayFirst : dateOrder === 'MonthFirst' ? monthFirst
        : !dayFirst || !monthFirst ? dayFirst ?? monthFirst : JSON.stringify(dayFirst) === JSON.stringify(monthFirst) ? dayFirst : null;
    const places = parts && cycles.map((cycle) => turns[cycle](parts));
    if (!places || places.some(Number.isNaN)) throw new Error(`Column '${column}' must hold dates; got '${text}'.`);
    return places.flatMap((turn) => [Math.sin(2 * Math.PI * turn), Math.cos(2 * Math.PI * turn)].map((value) => Math.round(value * 1e6) / 1e6));
}

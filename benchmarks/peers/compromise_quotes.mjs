// Quotations as compromise finds them, each with the nearest name or pronoun and the nearest verb of its paragraph.
//
//     node compromise_quotes.mjs FOLDER
//
// compromise finds quotations, people, organisations, pronouns and verbs, but says not which belong together: so what is
// nearest outside all quotations is taken. Prints one JSON object, offsets in code points.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import nlp from 'compromise'

const CLOSING = /[”"’'»]/
const OPENING = /[“"‘'«„]/

/** The span of a match, [start, end) in UTF-16 units, without what stands before its first and after its last term. */
function span(match) {
  const terms = match.terms.filter((term) => term.offset.length > 0)
  const last = terms[terms.length - 1]
  return terms.length ? [terms[0].offset.start, last.offset.start + last.offset.length] : null
}

/** A quotation with its marks. */
function withMarks(text, [start, end]) {
  if (start > 0 && OPENING.test(text[start - 1])) start -= 1
  for (let at = end; at < Math.min(end + 3, text.length) && !/\s/.test(text[at]); at += 1) {
    if (CLOSING.test(text[at])) return [start, at + 1]
  }
  return [start, end]
}

const spans = (view) => view.json({ offset: true }).map(span).filter(Boolean)
const distance = (a, b) => Math.max(a[0] - b[1], b[0] - a[1], 0)

function nearest(to, candidates) {
  return candidates.slice().sort((a, b) => distance(a, to) - distance(b, to)).slice(0, 1)
}

/** The statements of one text, offsets in UTF-16 units. */
function find(text) {
  const doc = nlp(text)
  const quotes = spans(doc.quotations()).map((quote) => withMarks(text, quote))
  if (!quotes.length) return []
  const isFree = (a) => quotes.every((quote) => a[1] <= quote[0] || quote[1] <= a[0])
  const names = [...spans(doc.people()), ...spans(doc.organizations()), ...spans(doc.pronouns())].filter(isFree)
  const verbs = spans(doc.verbs()).filter(isFree)
  return quotes.map((quote) => {
    const low = text.lastIndexOf('\n', quote[0]) + 1
    const high = (text.indexOf('\n', quote[1]) + text.length + 1) % (text.length + 1)
    const near = (all) => nearest(quote, all.filter((a) => low <= a[0] && a[1] <= high))
    return { source: near(names), cue: near(verbs), content: [quote] }
  })
}

/** Offsets in UTF-16 units as offsets in code points. */
function inCodePoints(text, statements) {
  const points = new Uint32Array(text.length + 1)
  for (let at = 0; at < text.length; at += 1) {
    points[at + 1] = points[at] + (text.charCodeAt(at) >= 0xdc00 && text.charCodeAt(at) < 0xe000 ? 0 : 1)
  }
  const turn = (list) => list.map(([start, end]) => [points[start], points[end]])
  return statements.map(({ source, cue, content }) => ({ source: turn(source), cue: turn(cue), content: turn(content) }))
}

const folder = process.argv[2]
const texts = readdirSync(folder).filter((name) => name.endsWith('.txt')).sort()
  .map((name) => [name.slice(0, -4), readFileSync(join(folder, name), 'utf8')])
find('“A first text,” she said, loads the words.')
const began = process.cpuUsage()
const found = texts.map(([stem, text]) => [stem, find(text), text])
const used = process.cpuUsage(began)
const statements = Object.fromEntries(found.map(([stem, list, text]) => [stem, inCodePoints(text, list)]))
console.log(JSON.stringify({ version: nlp.version, seconds: (used.user + used.system) / 1e6, statements }))

// Typesets every <id>.tex of this folder with MathJax and writes <id>_<name>.svg for each formula in it.
// README.md says how the sources are written and how to run this.
//
// QtSvg stops at a nested <svg> without a word, and MathJax writes one wherever it builds a tall brace,
// bracket or root of pieces. Therefore each formula becomes one path: every glyph is moved to its place, every
// bar is a rectangle, and a nested <svg> is the rectangle that is seen of the straight piece within it. Pieces
// that overlap are filled once, so that no joint shows. Anything else that MathJax may write is an error.
import {readdirSync, readFileSync, unlinkSync, writeFileSync} from 'node:fs';
import {dirname} from 'node:path';
import {fileURLToPath} from 'node:url';

import {liteAdaptor} from 'mathjax-full/js/adaptors/liteAdaptor.js';
import {RegisterHTMLHandler} from 'mathjax-full/js/handlers/html.js';
import {TeX} from 'mathjax-full/js/input/tex.js';
import 'mathjax-full/js/input/tex/ams/AmsConfiguration.js';
import 'mathjax-full/js/input/tex/base/BaseConfiguration.js';
import {mathjax} from 'mathjax-full/js/mathjax.js';
import {SVG} from 'mathjax-full/js/output/svg.js';

const adaptor = liteAdaptor();
RegisterHTMLHandler(adaptor);
const fail = (_, error) => { throw error; };
const tex = new TeX({packages: ['base', 'ams'], formatError: fail});
const typesetter = mathjax.document('', {InputJax: tex, OutputJax: new SVG({fontCache: 'none'})});

/** "name: LaTeX"; a line that begins with a space goes on with the formula before it. */
function formulasOf(text) {
  const formulas = {};
  let name = '';
  for (const line of text.split('\n')) {
    const start = /^([a-z]+): (.*)$/.exec(line);
    if (start) formulas[name = start[1]] = start[2];
    else if (name && /^\s/.test(line)) formulas[name] += '\n' + line.trim();
    else if (line) throw new Error(`neither "name: formula" nor an indented line: ${line}`);
  }
  return formulas;
}

const parametersOf = {M: 2, L: 2, H: 1, V: 1, Q: 4, T: 2, Z: 0};

/** A smooth curve's first control point mirrors the one before. */
function controlOf(letter, numbers, [x, y], before) {
  if (letter === 'Q') return numbers.slice(0, 2);
  if (letter === 'T') return before ? [2 * x - before[0], 2 * y - before[1]] : [x, y];
  return null;
}

/** Absolute commands with all their points: H and V become L, T becomes Q. */
function parsedPath(data) {
  const commands = [];
  let at = [0, 0], control = null;
  for (const [, letter, rest] of data.matchAll(/([A-Za-z])([^A-Za-z]*)/g)) {
    const numbers = (rest.match(/-?(\d+\.?\d*|\.\d+)/g) ?? []).map(Number);
    if (numbers.length !== parametersOf[letter]) throw new Error(`cannot read the path's ${letter}${rest}`);
    if (letter === 'Z') {
      commands.push({letter, points: []});
      continue;
    }
    control = controlOf(letter, numbers, at, control);
    at = letter === 'H' ? [numbers[0], at[1]] : letter === 'V' ? [at[0], numbers[0]] : numbers.slice(-2);
    if (control) commands.push({letter: 'Q', points: [control, at]});
    else commands.push({letter: letter === 'M' ? 'M' : 'L', points: [at]});
  }
  return commands;
}

function parsedRectangle(x, y, width, height) {
  const points = [[x, y], [x, y + height], [x + width, y + height], [x + width, y]];
  return [...points.map((point, i) => ({letter: i ? 'L' : 'M', points: [point]})), {letter: 'Z', points: []}];
}

function extentOf(paths) {
  const points = paths.flat().flatMap(command => command.points);
  const xs = points.map(point => point[0]), ys = points.map(point => point[1]);
  return {left: Math.min(...xs), right: Math.max(...xs), bottom: Math.min(...ys), top: Math.max(...ys)};
}

/** A transform is {scale: [x, y], shift: [x, y]}: MathJax neither turns nor slants. */
function composed(outer, inner) {
  return {scale: outer.scale.map((s, i) => s * inner.scale[i]),
          shift: outer.shift.map((t, i) => t + outer.scale[i] * inner.shift[i])};
}

function transformOf(node) {
  let transform = {scale: [1, 1], shift: [0, 0]};
  const text = adaptor.getAttribute(node, 'transform') ?? '';
  if (text.replace(/(translate|scale)\([^()]*\)|\s/g, '')) throw new Error(`cannot read transform ${text}`);
  for (const [, kind, list] of text.matchAll(/(translate|scale)\(([^()]*)\)/g)) {
    const [x, y] = list.trim().split(/[\s,]+/).map(Number);
    if (kind === 'scale') transform = composed(transform, {scale: [x, y ?? x], shift: [0, 0]});
    else transform = composed(transform, {scale: [1, 1], shift: [x, y ?? 0]});
  }
  return transform;
}

function moved(path, {scale, shift}) {
  return path.map(({letter, points}) =>
    ({letter, points: points.map(point => point.map((value, i) => scale[i] * value + shift[i]))}));
}

const sides = ['x', 'y', 'width', 'height'];

function numbersOf(node, names) {
  return names.map(name => {
    const number = Number(adaptor.getAttribute(node, name));
    if (!Number.isFinite(number)) throw new Error(`<${adaptor.kind(node)}> has no number ${name}`);
    return number;
  });
}

/** What a nested <svg> shows: its glyph is straight where its viewBox cuts, so that this is a rectangle. */
function windowOf(node) {
  const [x, y, width, height] = numbersOf(node, sides);
  const [viewX, viewY, viewWidth, viewHeight] = adaptor.getAttribute(node, 'viewBox').split(' ').map(Number);
  if (viewWidth !== width || viewHeight !== height) throw new Error('a nested <svg> changes the scale');
  const glyph = extentOf(childrenOf(node).flatMap(child => pathsOf(child)));
  const left = Math.max(glyph.left, viewX), right = Math.min(glyph.right, viewX + width);
  const bottom = Math.max(glyph.bottom, viewY), top = Math.min(glyph.top, viewY + height);
  return parsedRectangle(left + x - viewX, bottom + y - viewY, right - left, top - bottom);
}

function childrenOf(node) {
  return adaptor.childNodes(node).filter(child => adaptor.kind(child) !== '#text');
}

/** All paths below the node, in the coordinates around it. */
function pathsOf(node) {
  switch (adaptor.kind(node)) {
    case 'g': return childrenOf(node).flatMap(pathsOf).map(path => moved(path, transformOf(node)));
    case 'path': return [moved(parsedPath(adaptor.getAttribute(node, 'd')), transformOf(node))];
    case 'rect': return [moved(parsedRectangle(...numbersOf(node, sides)), transformOf(node))];
    case 'svg': return [windowOf(node)];
    default: throw new Error(`MathJax wrote <${adaptor.kind(node)}>, which has no place in a formula`);
  }
}

function numberList(numbers) {
  return numbers.map((number, i) => (i && number >= 0 ? ' ' : '') + number).join('');
}

function lineText([x, y]) {
  return y === 0 ? 'h' + x : x === 0 ? 'v' + y : 'l' + numberList([x, y]);
}

/** Relative whole units, the shortest command for each piece; points are rounded where they lie: no drift. */
function pathText(path) {
  let x = 0, y = 0, before = null, text = '';
  for (const {letter, points} of path) {
    if (letter === 'Z') {
      text += 'z';
      continue;
    }
    const [endX, endY] = points.at(-1).map(Math.round);
    const control = letter === 'Q' ? points[0].map(Math.round) : null;
    const mirror = before && [2 * x - before[0], 2 * y - before[1]];
    const mirrored = control && mirror && control[0] === mirror[0] && control[1] === mirror[1];
    if (letter === 'M') text += 'M' + numberList([endX, endY]);
    else if (!control) text += lineText([endX - x, endY - y]);
    else if (mirrored) text += 't' + numberList([endX - x, endY - y]);
    else text += 'q' + numberList([control[0] - x, control[1] - y, endX - x, endY - y]);
    [x, y, before] = [endX, endY, control];
  }
  return text;
}

/** The box is MathJax's, baseline at 0, widened to whatever ink leans out of it. */
function boxOf(svg, paths) {
  const [x, y, width, height] = adaptor.getAttribute(svg, 'viewBox').split(' ').map(Number);
  const ink = extentOf(paths);
  const left = Math.floor(Math.min(x, ink.left)), top = Math.floor(Math.min(y, ink.bottom));
  const right = Math.ceil(Math.max(x + width, ink.right)), bottom = Math.ceil(Math.max(y + height, ink.top));
  return [left, top, right - left, bottom - top].join(' ');
}

function typeset(formula) {
  const svg = adaptor.firstChild(typesetter.convert(formula, {display: true}));
  const paths = childrenOf(svg).flatMap(pathsOf);
  const glyphs = paths.filter(path => path.length).map(path => pathText(path) + '\n');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${boxOf(svg, paths)}">` +
      `<path fill="currentColor" d="\n${glyphs.join('')}"/></svg>\n`;
}

process.chdir(dirname(fileURLToPath(import.meta.url)));
const files = readdirSync('.').sort();
const written = new Set();
for (const file of files.filter(name => name.endsWith('.tex'))) {
  try {
    const formulas = formulasOf(readFileSync(file, 'utf8'));
    for (const name of ['value', 'slope']) if (!formulas[name]) throw new Error(`no formula "${name}"`);
    for (const [name, formula] of Object.entries(formulas)) {
      const target = `${file.slice(0, -'.tex'.length)}_${name}.svg`;
      writeFileSync(target, typeset(formula));
      written.add(target);
    }
  } catch (error) {
    console.error(`${file}: ${error.message}`);
    process.exitCode = 1;
  }
}
if (!process.exitCode)
  for (const file of files) if (file.endsWith('.svg') && !written.has(file)) unlinkSync(file);
console.log(`${written.size} formulas`);

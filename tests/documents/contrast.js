// The texts of a page that stand out too little from what they stand on, those of charts
// included, which axe leaves undecided. Gives [text, ratio, colour, backdrop] of each.
() => {
  const LEAST = 4.5;
  const parse = (colour) => {
    const found = colour.match(/rgba?\(([^)]+)\)/);
    if (!found) return null;
    const parts = found[1].split(/[ ,/]+/).map(Number);
    return { rgb: parts.slice(0, 3), alpha: parts.length > 3 ? parts[3] : 1 };
  };
  const over = (top, alpha, below) => top.map((part, i) => part * alpha + below[i] * (1 - alpha));
  const light = (rgb) => {
    const [r, g, b] = rgb.map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (one, other) => {
    const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };
  const paper = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour && colour.alpha > 0) layers.push(colour);
      if (colour && colour.alpha === 1) break;
    }
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const bare = dark ? [18, 18, 18] : [255, 255, 255];
    return layers.reverse().reduce((below, { rgb, alpha }) => over(rgb, alpha, below), bare);
  };
  const wrong = [];
  const judge = (text, rgb, alpha, ground, least) => {
    const seen = over(rgb, alpha, ground);
    const found = ratio(seen, ground);
    if (found < least) {
      wrong.push([text.trim(), Math.round(100 * found) / 100,
        seen.map(Math.round).join(" "), ground.map(Math.round).join(" ")]);
    }
  };
  for (const element of document.body.querySelectorAll(":not(svg):not(svg *):not(script):not(style)")) {
    const own = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
    const text = own.map((node) => node.textContent).join("").trim();
    if (!text || !element.checkVisibility() || element.disabled) continue;
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    const colour = parse(style.color);
    judge(text, colour.rgb, colour.alpha, paper(element), large ? 3 : LEAST);
  }
  for (const svg of document.querySelectorAll("svg[aria-label]")) {
    const sheet = paper(svg);
    const shapes = [];
    for (const element of svg.querySelectorAll("path, rect, text")) {
      const style = getComputedStyle(element);
      const colour = parse(style.fill);
      if (!colour || element.closest("defs")) continue;
      const alpha = colour.alpha * style.fillOpacity * style.opacity;
      const box = element.getBoundingClientRect();
      if (element.tagName !== "text") {
        shapes.push({ box, rgb: colour.rgb, alpha });
        continue;
      }
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      const below = shapes.filter(({ box: b }) =>
        b.left <= x && x <= b.right && b.top <= y && y <= b.bottom && b.width >= 0.9 * box.width);
      const ground = below.reduce((under, top) => over(top.rgb, top.alpha, under), sheet);
      judge(element.textContent, colour.rgb, alpha, ground, LEAST);
    }
  }
  return wrong;
}

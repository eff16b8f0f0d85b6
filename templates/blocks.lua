-- The block vocabulary of the documents, for both engines and both formats.
-- HTML keeps the fenced blocks as they are (report.css dresses them); Typst gets calls of the
-- functions in typst-show.typ. What each block means: report/engines/README.md.

local typst = FORMAT:match("typst") ~= nil
local html = FORMAT:match("html") ~= nil

local words = {
  ru = {
    skip = "Перейти к содержанию", contents = "Содержание", numbers = "Показать числа",
    filter = "Найти в таблице", shown = "Строк: %shown из %all",
  },
  en = {
    skip = "Skip to the text", contents = "Contents", numbers = "Show the numbers",
    filter = "Find in the table", shown = "Rows: %shown of %all",
  },
}
local spoken = words.en -- of the document's language
local tones = { risk = true, value = true, good = true }
local marks = { store = true, month = true, risk = true, value = true, good = true, muted = true }
local callouts = { ["callout-note"] = "plain", ["callout-warning"] = "risk", ["callout-important"] = "risk" }

-- A table narrower than this many characters takes its natural width.
local NATURAL = 58
-- A table of up to so many rows is never split in the PDF; of a longer one so many end it together.
local WHOLE_ROWS, LAST_ROWS = 8, 2

local title, subtitle = nil, nil -- of the document; the band prints them
local level = 1 -- of the section that is being read

local function raw(text)
  return pandoc.RawBlock("typst", text)
end

local function quoted(text)
  -- Braces, too: Quarto looks for shortcodes in whatever a filter writes.
  return '"' .. text:gsub("\\", "\\\\"):gsub('"', '\\"'):gsub("{", "\\u{7b}") .. '"'
end

local function tone_of(el)
  for _, class in ipairs(el.classes) do
    if tones[class] then return class end
    if class == "warning" then return "risk" end
  end
  return "plain"
end

local function is_wrapper(block)
  return block.t == "Div"
    and (block.classes:includes("cell") or block.classes:includes("cell-output"))
end

-- Quarto wraps what a cell prints; what counts is inside.
local function unwrapped(blocks)
  local found = pandoc.List()
  for _, block in ipairs(blocks) do
    if is_wrapper(block) then found:extend(unwrapped(block.content)) else found:insert(block) end
  end
  return found
end

local function children(div, class)
  return unwrapped(div.content):filter(function(block)
    return block.t == "Div" and block.classes:includes(class)
  end)
end

local rules -- the filter itself, for blocks inside blocks

-- `open` and `close` around the blocks, as Typst code. A walk does not read again what a
-- filter returns, so the blocks are walked here.
local function enclosed(open, blocks, close)
  local list = pandoc.List({ raw(open) })
  list:extend(pandoc.Blocks(blocks):walk(rules))
  list:insert(raw(close))
  return list
end

-- ---- Blocks -------------------------------------------------------------------------------

local function band(div)
  if html then
    local heading = '<h1 class="title">' .. title.html .. "</h1>"
    if subtitle then heading = heading .. '\n<p class="subtitle">' .. subtitle.html .. "</p>" end
    table.insert(div.content, 1, pandoc.RawBlock("html", heading))
    return div
  end
  local below = subtitle and ("[" .. subtitle.typst .. "]") or "none"
  return enclosed("#band([" .. title.typst .. "], " .. below .. ")[", div.content, "]"), false
end

local function kpis(div)
  local items = children(div, "kpi")
  if html then
    div.content = items
    div.attributes["style"] = "--columns: " .. #items
    return div
  end
  local list = pandoc.List({ raw("#kpis((") })
  for _, item in ipairs(items) do
    local blocks = unwrapped(item.content)
    local number = table.remove(blocks, 1)
    list:extend(enclosed("(tone: " .. quoted(tone_of(item)) .. ", number: [", { number }, "],"))
    list:extend(enclosed("label: [", blocks, "]),"))
  end
  list:insert(raw("))"))
  return list, false
end

-- A card's heading: one level below the section's in HTML; in the PDF a line of its own, which
-- clutters no bookmarks and skips no level.
local function titled(item)
  return item:walk({
    Header = function(el)
      if html then
        el.level = level + 1
        return el
      end
      local line = pandoc.List({ pandoc.RawInline("typst", "#card-title[") })
      line:extend(el.content)
      line:insert(pandoc.RawInline("typst", "]"))
      return pandoc.Plain(line)
    end,
  })
end

local function cards(div)
  local items = children(div, "card"):map(titled)
  if html then
    div.content = items
    div.attributes["style"] = "--columns: " .. (#items == 4 and 2 or math.min(#items, 3))
    return div
  end
  local list = pandoc.List({ raw("#cards((") })
  for _, item in ipairs(items) do list:extend(enclosed("[", item.content, "],")) end
  list:insert(raw("))"))
  return list, false
end

local function share(item)
  return (item.attributes["width"] or ""):match("^(%d+)%%$") or "50"
end

local function sides(div)
  local items = children(div, "side")
  if html then
    for _, item in ipairs(items) do
      item.attributes["style"] = "--share: " .. share(item)
      item.attributes["width"] = nil
    end
    div.content = items
    return div
  end
  local widths = ""
  for _, item in ipairs(items) do widths = widths .. share(item) .. "fr, " end
  local list = pandoc.List({ raw("#sides((" .. widths .. "), (") })
  for _, item in ipairs(items) do list:extend(enclosed("[", item.content, "],")) end
  list:insert(raw("))"))
  return list, false
end

local function panel(div, tone)
  if html then
    div.classes = pandoc.List({ "notice", tone })
    div.attributes["role"] = "note"
    return div
  end
  return enclosed("#panel(" .. quoted(tone) .. ")[", div.content, "]"), false
end

local function wrapping(name)
  return function(div)
    if html then return div end
    return enclosed("#" .. name .. "[", div.content, "]"), false
  end
end

-- ---- What the page can do (templates/report.js); the PDF has the static figures only -------

local function escaped(text)
  return (text:gsub("&", "&amp;"):gsub("<", "&lt;"):gsub(">", "&gt;")
    :gsub('"', "&quot;"):gsub("{", "&#123;"))
end

-- The numbers behind a chart: opened by whoever wants them, with JavaScript or without.
local function numbers(div)
  if not html then return {}, false end
  local list = pandoc.List({
    pandoc.RawBlock("html", '<details class="numbers">\n<summary>' .. spoken.numbers .. "</summary>"),
  })
  list:extend(pandoc.Blocks(div.content):walk(rules))
  list:insert(pandoc.RawBlock("html", "</details>"))
  return list, false
end

-- Shown by the script: without it nothing in here would answer.
local function what_if(div)
  if not html then return {}, false end
  div.attributes["hidden"] = ""
  return div
end

local function dial(div)
  local id = "dial-" .. div.attributes["of"]
  local label = escaped(pandoc.utils.stringify(div.content))
  local facts = ""
  for _, name in ipairs({ "of", "kind", "standard" }) do
    facts = facts .. string.format(' data-%s="%s"', name, escaped(div.attributes[name]))
  end
  for _, name in ipairs({ "max", "step" }) do
    facts = facts .. string.format(' %s="%s"', name, escaped(div.attributes[name]))
  end
  return pandoc.RawBlock("html", '<p class="dial"><label for="' .. id .. '">' .. label .. "</label>\n"
    .. '<span class="reading" aria-hidden="true"></span>\n'
    .. '<input type="range" id="' .. id .. '" min="0" value="100"' .. facts .. "></p>")
end

local function button(div)
  local label = escaped(pandoc.utils.stringify(div.content))
  return pandoc.RawBlock("html", '<p><button type="button" class="again">' .. label .. "</button></p>")
end

local function verdict(div)
  local facts = ""
  for _, name in ipairs({ "same", "more", "less" }) do
    facts = facts .. string.format(' data-%s="%s"', name, escaped(div.attributes[name]))
  end
  return pandoc.RawBlock("html", '<p class="verdict" role="status"' .. facts .. "></p>")
end

local function code(el)
  if not el.classes:includes("what-if-data") then return nil end
  if not html then return {} end
  return pandoc.RawBlock("html", '<script type="application/json" class="what-if-data">'
    .. el.text:gsub("<", "\\u003c") .. "</script>")
end

local makers = {
  numbers = numbers, ["what-if"] = what_if, dial = dial, again = button, verdict = verdict,
  band = band, kpis = kpis, cards = cards, sides = sides,
  facts = wrapping("facts"), lead = wrapping("lead"), small = wrapping("small"),
  notice = function(div) return panel(div, tone_of(div)) end,
  action = function(div)
    if html then return div end
    return panel(div, "value")
  end,
}

local function block(div)
  for _, class in ipairs(div.classes) do
    if makers[class] then return makers[class](div) end
    if callouts[class] then return panel(div, callouts[class]) end
  end
end

local function callout(el)
  local tone = callouts["callout-" .. el.type] or "plain"
  local content = el.content
  return panel(pandoc.Div(pandoc.utils.type(content) == "Blocks" and content or { content }), tone)
end

local function span(el)
  if html then return nil end
  for _, class in ipairs(el.classes) do
    if marks[class] then
      local list = pandoc.List({ pandoc.RawInline("typst", "#mark(" .. quoted(class) .. ")[") })
      list:extend(el.content)
      list:insert(pandoc.RawInline("typst", "]"))
      return list
    end
  end
end

-- The paragraph between a heading and what it is about belongs to both: on no page of the PDF
-- does it stay behind with the heading while the table or the picture goes on to the next.
-- `before`: the kind of the block before these, which Quarto may have put into a wrapper.
local function led(blocks, before)
  local list = pandoc.List()
  for _, block in ipairs(blocks) do
    if is_wrapper(block) then
      local inside
      inside, before = led(block.content, before)
      list:extend(inside) -- what sticks inside a block does not stick to what follows the block
    else
      local leads = block.t == "Para" and before == "Header"
      list:extend(leads and { raw("#leading["), block, raw("]") } or { block })
      before = block.t
    end
  end
  return list, before
end

-- To Quarto a page break is still a shortcode here; the documents' Markdown knows no other.
local function breaks_page(block)
  if block.t == "RawBlock" then return block.text:match("^#pagebreak") ~= nil end
  local only = block.t == "Para" and #block.content == 1 and block.content[1]
  return only and only.t == "Span" and only.attributes["__quarto_custom_type"] == "Shortcode"
end

-- What stands between two page breaks is one sheet: typst-show.typ keeps it on one page.
local function sheets(blocks)
  local list, sheet, several = pandoc.List(), pandoc.List(), false
  local function close()
    if #sheet > 0 then
      list:insert(raw("#sheet["))
      list:extend(sheet)
      list:insert(raw("]"))
    end
    sheet = pandoc.List()
  end
  for _, block in ipairs(blocks) do
    local breaks = breaks_page(block)
    if breaks or block.t == "Div" and block.classes:includes("band") then
      close()
      list:insert(block)
      several = several or breaks
    else
      sheet:insert(block)
    end
  end
  close()
  return several and list or blocks
end

-- ---- Pictures -----------------------------------------------------------------------------

local palette = {} -- "#c2410c" -> "risk"

local function read_palette(path)
  local file = io.open(path, "r")
  if not file then error("blocks.lua: no brand file at " .. path) end
  for line in file:lines() do
    local name, hex = line:match('^    ([%w-]+): "(#%x%x%x%x%x%x)"')
    if name and not name:match("^night%-") then palette[hex:lower()] = palette[hex:lower()] or name end
  end
  file:close()
end

-- The chart as a part of the page: its text uses the page's font, its colours follow dark mode.
local function inlined(svg, name, alt)
  svg = svg:gsub("^.-(<svg)", "%1", 1):gsub("<metadata>.-</metadata>", "")
  svg = svg:gsub(' id="([^"]+)"', ' id="' .. name .. '-%1"')
  svg = svg:gsub("url%(#", "url(#" .. name .. "-")
  svg = svg:gsub('xlink:href="#', 'href="#' .. name .. "-")
  svg = svg:gsub(' xmlns[:%w]*="[^"]*"', "")
  svg = svg:gsub("#%x%x%x%x%x%x", function(hex)
    local colour = palette[hex:lower()]
    return colour and ("var(--" .. colour .. ")") or nil
  end)
  svg = svg:gsub(' width="[%d.]+pt" height="[%d.]+pt"', "", 1)
  svg = svg:gsub("<style type=\"text/css\">.-</style>", "", 1)
  local opening = '<svg role="img" aria-label="' .. escaped(alt) .. '"'
  return (svg:gsub("<svg", function() return opening end, 1))
end

local root = "."

local function image(el)
  local alt = el.attributes["fig-alt"]
  if alt == nil or not el.src:match("%.svg$") then return nil end
  if html then
    local file = io.open(root .. el.src, "r")
    if not file then error("blocks.lua: no picture " .. root .. el.src) end
    local svg = file:read("a")
    file:close()
    -- On a phone a chart keeps a readable size and scrolls by itself, and by keyboard.
    return pandoc.RawInline("html", '<span class="chart" tabindex="0" role="group">'
      .. inlined(svg, el.src:match("([^/]+)%.svg$"), alt) .. "</span>")
  end
  if typst and quarto == nil then
    return pandoc.RawInline("typst", "#image(" .. quoted(el.src) .. ", alt: " .. quoted(alt) .. ")")
  end
end

-- ---- Tables -------------------------------------------------------------------------------

-- Whether the longest cells of all columns fit beside each other. Ends at the first row from
-- which they do not: measuring all the cells of the wide tables takes longer than the rest here.
local function narrow(el)
  local rows = pandoc.List()
  rows:extend(el.head.rows)
  for _, body in ipairs(el.bodies) do rows:extend(body.body) end
  local lengths, total = {}, 3 * #el.colspecs
  for _, row in ipairs(rows) do
    for i, cell in ipairs(row.cells) do
      local length = utf8.len(pandoc.utils.stringify(cell.contents)) or 0
      total = total + math.max(length - (lengths[i] or 0), 0)
      lengths[i] = math.max(lengths[i] or 0, length)
    end
    if total > NATURAL then return false end
  end
  return true
end

-- Narrow tables keep their natural width; wide ones share the page by their columns' needs.
local function sized(el)
  if not narrow(el) then return nil end
  for i, spec in ipairs(el.colspecs) do el.colspecs[i] = { spec[1], nil } end
  return el
end

-- No page of the PDF begins with a table's last row alone: a foot goes on together.
local function footed(el)
  local rows = el.bodies[#el.bodies].body
  if #el.bodies > 1 or #el.foot.rows > 0 or #rows <= WHOLE_ROWS then return el end
  for _ = 1, LAST_ROWS do el.foot.rows:insert(1, rows:remove()) end
  return el
end

-- A table that is wider than a phone scrolls by itself, and by keyboard.
local function frame(el)
  -- A list of pairs: a Lua table would write the attributes in another order each time.
  local attributes = pandoc.Attr("", { "table" }, { { "tabindex", "0" }, { "role", "group" } })
  return pandoc.Div({ el }, attributes), false -- or the walk would frame it again, for ever
end

local function framed(el)
  local table_el = sized(el) or el
  if html then return frame(table_el) end
  return typst and footed(table_el) or table_el, false
end

-- A table that is HTML already.
local function framed_raw(el)
  if html and el.format == "html" and el.text:find("<table", 1, true) then return frame(el) end
end

-- ---- The document -------------------------------------------------------------------------

-- Band, store and month stand at the top: the rest of the document is not read for them.
local function find_marks(doc)
  local found = { band = false }
  local look = {
    Div = function(el) if el.classes:includes("band") then found.band = true end end,
    Span = function(el)
      for _, name in ipairs({ "store", "month" }) do
        if el.classes:includes(name) and not found[name] then
          found[name] = pandoc.utils.stringify(el.content)
        end
      end
    end,
  }
  for _, block in ipairs(doc.blocks) do
    pandoc.Blocks({ block }):walk(look)
    if found.band and found.store and found.month then break end
  end
  return found
end

local function written(inlines, format)
  local text = pandoc.write(pandoc.Pandoc({ pandoc.Plain(inlines) }), format)
  return (text:gsub("%s+$", ""))
end

local function both_ways(value)
  local inlines = pandoc.utils.type(value) == "Inlines" and value
    or pandoc.Inlines(pandoc.utils.stringify(value))
  return { html = written(inlines, "html"), typst = written(inlines, "typst") }
end

local function language(meta)
  local lang = pandoc.utils.stringify(meta.lang or "en"):sub(1, 2)
  return words[lang] or words.en
end

-- One file holds the page: the script stands in it.
local function script(brand)
  local file = io.open((brand:gsub("_brand%.yml$", "report.js")), "r")
  if not file then error("blocks.lua: no report.js beside " .. brand) end
  local text = file:read("a")
  file:close()
  return pandoc.MetaInlines({ pandoc.RawInline("html", text) })
end

local function setup(doc)
  spoken = language(doc.meta)
  root = doc.meta["report-root"] and pandoc.utils.stringify(doc.meta["report-root"])
    or (quarto and quarto.project.directory) or "."
  if html then
    local brand = doc.meta["report-brand"] and pandoc.utils.stringify(doc.meta["report-brand"])
      or (root .. "/templates/_brand.yml")
    read_palette(brand)
    doc.meta["report-script"] = script(brand)
  end
  title = both_ways(doc.meta.title or "")
  subtitle = doc.meta.subtitle and both_ways(doc.meta.subtitle)
end

local function describe(doc)
  local found = find_marks(doc)
  doc.meta["report-band"] = found.band or nil
  doc.meta["report-store"] = found.store
  if found.store then
    local author = html and pandoc.RawInline("html", escaped(found.store))
      or pandoc.RawInline("typst", quoted(found.store))
    doc.meta["report-author"] = pandoc.MetaInlines({ author })
  end
  doc.meta["report-month"] = found.month
  for _, name in ipairs({ "skip", "contents", "filter", "shown" }) do
    doc.meta["report-" .. name] = spoken[name]
  end
end

rules = {
  traverse = "topdown",
  Header = function(el) level = el.level end,
  Callout = callout, CodeBlock = code, Div = block, Span = span, Image = image, Table = framed,
  RawBlock = framed_raw,
}

function Pandoc(doc)
  setup(doc)
  describe(doc)
  if typst then doc.blocks = sheets((led(doc.blocks, nil))) end
  return doc:walk(rules)
end

-- The block vocabulary of the documents in a Word file: paragraphs, headings, lists and tables
-- with styles of their own (templates/word-styles.xml), so that they can be edited.
-- Runs after embedded.lua. Each block's meaning: README.md beside this file.

local styles = {
  lead = "Lead", small = "Small", action = "Action", notice = "Notice",
  ["callout-note"] = "Notice", ["callout-warning"] = "Notice", ["callout-important"] = "Notice",
}
local flat = {
  kpis = true, cards = true, card = true, sides = true, side = true, facts = true,
}
-- What only a page can do: the numbers behind a chart, sliders.
local left_out = { numbers = true, ["what-if"] = true }
local root = "."
-- As in report/blocks/table.py: more columns than this are set smaller.
local MANY = 7

-- One point high: it never needs a page of its own.
local page_break = '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr>'
  .. '<w:r><w:br w:type="page"/></w:r></w:p>'

local function styled(blocks, style)
  return pandoc.Div(blocks, pandoc.Attr("", {}, { ["custom-style"] = style }))
end

-- Store and month, as one line under the title.
local function cover(div)
  local line = pandoc.List()
  for _, block in ipairs(div.content) do
    if #line > 0 then line:extend({ pandoc.Space(), pandoc.Str("·"), pandoc.Space() }) end
    line:extend(block.content)
  end
  return styled({ pandoc.Para(line) }, "Cover")
end

-- The number, then what it counts, in one paragraph.
local function key_figure(div)
  local line = pandoc.List({ pandoc.Strong(div.content[1].content) })
  for i = 2, #div.content do
    line:insert(pandoc.Space())
    line:extend(div.content[i].content)
  end
  return styled({ pandoc.Para(line) }, "Key Figure")
end

local function block(div)
  for _, class in ipairs(div.classes) do
    if left_out[class] then return {} end
    if class == "band" then return cover(div) end
    if class == "kpi" then return key_figure(div) end
    if flat[class] then return div.content end
    if styles[class] then return styled(div.content, styles[class]) end
  end
end

-- Word shows PNG everywhere; report/engines/word.py has drawn one beside each chart.
local function image(el)
  local file = io.open(root .. el.src, "r")
  if not file then error("word.lua: no picture " .. root .. el.src) end
  local width = file:read(1024):match('width="([%d.]+)pt"')
  file:close()
  el.caption = { pandoc.Str(el.attributes["fig-alt"]) }
  el.attributes = { width = string.format("%.2fin", tonumber(width) / 72) }
  -- Relative to where Pandoc runs: the file's path is written into the document.
  el.src = el.src:gsub("^/", ""):gsub("%.svg$", ".png")
  return el
end

-- As small as in the PDF, and smaller still where a table has many columns: a list is of the
-- same paragraphs in Pandoc's files, but stands among the text.
local function table_text(el)
  local style = #el.colspecs > MANY and "Table Text Small" or "Table Text"
  local function dressed(rows)
    for _, row in ipairs(rows) do
      for _, cell in ipairs(row.cells) do
        local paragraphs = cell.contents:walk({ Plain = function(el) return pandoc.Para(el.content) end })
        cell.contents = { styled(paragraphs, style) }
      end
    end
  end
  dressed(el.head.rows)
  for _, body in ipairs(el.bodies) do dressed(body.body) end
  return el
end

local function raw(el)
  if el.format ~= "typst" then return nil end
  if not el.text:match("^#pagebreak") then return {} end
  return pandoc.RawBlock("openxml", page_break)
end

-- The paragraph between a heading and its table or picture goes where they go.
local function led(blocks)
  local before = nil
  return blocks:map(function(el)
    local leading = el.t == "Para" and before == "Header"
    before = el.t
    return leading and styled({ el }, "Leading") or el
  end)
end

-- A card's heading stands below its section's, whatever level it was written with.
local function lower_cards(doc)
  local level = 1
  return doc:walk({
    traverse = "topdown",
    Header = function(el) level = el.level end,
    Div = function(el)
      if not el.classes:includes("cards") then return nil end
      return el:walk({
        Header = function(header)
          header.level = level + 1
          return header
        end,
      }), false
    end,
  })
end

function Pandoc(doc)
  root = pandoc.utils.stringify(doc.meta["report-root"])
  -- Whatever is left here would be written into the file's properties.
  for _, name in ipairs({ "report-root", "report-brand" }) do doc.meta[name] = nil end
  doc.blocks = led(doc.blocks)
  return lower_cards(doc):walk({
    Div = block, Image = image, Table = table_text, RawBlock = raw, Span = function(el) return el.content end,
  })
end

-- What Quarto does by itself and plain Pandoc does not: numbered figures and tables,
-- references to them, page breaks. Runs before templates/blocks.lua.

local typst = FORMAT:match("typst") ~= nil
local word = FORMAT:match("docx") ~= nil

local names = {
  ru = { fig = "Рисунок", tbl = "Таблица" },
  en = { fig = "Figure", tbl = "Table" },
}
local kinds = { fig = "quarto-float-fig", tbl = "quarto-float-tbl" }
local numbers = {} -- identifier -> number
local counts = { fig = 0, tbl = 0 }
local supplement = names.en

local function kind_of(identifier)
  local kind = identifier:match("^(%a+)%-")
  return kinds[kind] and kind
end

local function number_floats(doc)
  doc:walk({
    traverse = "topdown",
    Div = function(el)
      local kind = kind_of(el.identifier)
      if not kind then return nil end
      if numbers[el.identifier] then error("two blocks are called " .. el.identifier) end
      counts[kind] = counts[kind] + 1
      numbers[el.identifier] = counts[kind]
      return nil, false
    end,
  })
end

local function split(blocks)
  local body = pandoc.List(blocks)
  local caption = table.remove(body)
  if not caption or not (caption.t == "Para" or caption.t == "Plain") or #body == 0 then
    return pandoc.List(blocks), pandoc.Inlines({})
  end
  return body, caption.content
end

local function in_typst(el, kind, body, caption)
  local list = pandoc.List({ pandoc.RawBlock("typst", "#figure([") })
  list:extend(body)
  local position = kind == "tbl" and "top" or "bottom"
  list:insert(pandoc.RawBlock("typst", "], caption: figure.caption(position: " .. position .. ", ["))
  list:insert(pandoc.Plain(caption))
  list:insert(pandoc.RawBlock("typst", string.format(
    ']), kind: "%s", supplement: "%s")\n<%s>', kinds[kind], supplement[kind], el.identifier)))
  return list
end

local function in_html(el, kind, body, caption)
  local label = supplement[kind] .. "\u{a0}" .. numbers[el.identifier] .. ". "
  local list = pandoc.List({
    pandoc.RawBlock("html", string.format('<figure id="%s" class="quarto-float %s">', el.identifier, kinds[kind])),
  })
  local line = pandoc.List({ pandoc.RawInline("html", "<figcaption>" .. label) })
  line:extend(caption)
  line:insert(pandoc.RawInline("html", "</figcaption>"))
  if kind == "tbl" then list:insert(pandoc.Plain(line)) end
  list:extend(body)
  if kind == "fig" then list:insert(pandoc.Plain(line)) end
  list:insert(pandoc.RawBlock("html", "</figure>"))
  return list
end

-- Pandoc's own figure and table, which Word knows; the number is a part of the caption.
local function in_word(el, kind, body, caption)
  local label = pandoc.List({ pandoc.Str(supplement[kind] .. "\u{a0}" .. numbers[el.identifier] .. ".") })
  label:insert(pandoc.Space())
  label:extend(caption)
  if kind == "fig" then
    return pandoc.Figure(body, { pandoc.Plain(label) }, pandoc.Attr(el.identifier))
  end
  local named = pandoc.Blocks(body):walk({
    Table = function(found)
      found.caption.long = { pandoc.Plain(label) }
      return found
    end,
  })
  return pandoc.Div(named, pandoc.Attr(el.identifier))
end

local written = typst and in_typst or word and in_word or in_html

local function float(el)
  if el.classes:includes("pagebreak") then
    return (typst or word) and pandoc.RawBlock("typst", "#pagebreak(weak: true)") or el
  end
  local kind = kind_of(el.identifier)
  if not kind then return nil end
  local body, caption = split(el.content)
  return written(el, kind, body, caption)
end

local function reference(el)
  local list = pandoc.List()
  for i, citation in ipairs(el.citations) do
    local kind = kind_of(citation.id)
    local number = numbers[citation.id]
    if not kind or not number then error("@" .. citation.id .. " refers to nothing in this document") end
    if i > 1 then list:extend({ pandoc.Str(","), pandoc.Space() }) end
    if typst then
      list:insert(pandoc.RawInline("typst",
        string.format('#ref(<%s>, supplement: [%s])', citation.id, supplement[kind])))
    else
      list:insert(pandoc.Link(supplement[kind] .. "\u{a0}" .. number, "#" .. citation.id))
    end
  end
  return list
end

function Pandoc(doc)
  local lang = pandoc.utils.stringify(doc.meta.lang or "en"):sub(1, 2)
  supplement = names[lang] or names.en
  number_floats(doc)
  return doc:walk({ Div = float, Cite = reference })
end

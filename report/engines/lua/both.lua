-- A writer for Pandoc that gives the HTML page and the Typst code of a document at once:
-- reading Markdown costs more than writing it, and so it is read once for both.

local render = pandoc.path.directory(PANDOC_SCRIPT_FILE)
local templates = pandoc.path.join({ render, "..", "..", "..", "templates" })

local function text_of(path)
  local file = assert(io.open(path, "r"))
  local text = file:read("a")
  file:close()
  return text
end

-- What the two filters of the engine make of the document for one format.
local function filtered(doc, format)
  local env = setmetatable({ FORMAT = format }, { __index = _G })
  for _, filter in ipairs({
    pandoc.path.join({ render, "embedded.lua" }), pandoc.path.join({ templates, "blocks.lua" }),
  }) do
    doc = pandoc.utils.run_lua_filter(doc, filter, env)
  end
  return doc
end

local function written(doc, format, template, options)
  local path = pandoc.path.join({ templates, template })
  options = pandoc.WriterOptions(options)
  options.template = pandoc.template.compile(text_of(path), path)
  return pandoc.write(filtered(doc, format), format, options)
end

-- In Typst the sections stand on the first level: the title is no heading there.
local function raised(doc)
  return doc:walk({
    Header = function(el)
      el.level = el.level - 1
      return el
    end,
  })
end

-- The page, a zero byte, which neither of them can hold, and the code.
function Writer(doc, options)
  return written(doc, "html5", "page.html", options)
    .. "\0" .. written(raised(doc), "typst", "embedded.typ", options)
end

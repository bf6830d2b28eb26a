-- wrk's side of load-test: rows of the Shuttle data, one a request, and what came back.
local path = os.getenv("ROWS") or error("ROWS must name a file with a row of JSON a line")
local rows = {}
for line in io.lines(path) do rows[#rows + 1] = line end

local threads = {}
function setup(thread)
  thread:set("number", #threads)
  threads[#threads + 1] = thread
end

local nextRow = 0
function init()
  nextRow = number * 7919
  refused = 0
end

function request()
  nextRow = nextRow % #rows + 1
  return wrk.format("POST", "/models/shuttle/row", { ["Content-Type"] = "application/json" }, rows[nextRow])
end

function response(status)
  if status ~= 200 then refused = refused + 1 end
end

function done(summary, latency)
  local refusals = 0
  for _, thread in ipairs(threads) do refusals = refusals + thread:get("refused") end
  local errors = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout + refusals
  io.write(string.format("RESULT %d %.0f %.2f %.2f %.2f %d\n", summary.requests, summary.requests / (summary.duration / 1e6),
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, latency.max / 1000, errors))
end

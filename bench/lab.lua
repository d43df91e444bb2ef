-- Asks for one order after another; counts every answer that is not "OK" as bad.
local orders = tonumber(os.getenv("ORDERS"))
local threads = {}

wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer " .. os.getenv("TOKEN")

function setup(thread)
    table.insert(threads, thread)
end

function init()
    asked = 0
    bad = 0
end

-- In large steps, so that no page of the database is read twice in a row.
function request()
    asked = asked + 7919
    return wrk.format(nil, nil, nil, string.format('{"nolab":"R%09d"}', asked % orders + 1))
end

function response(status, headers, body)
    if not string.find(body, '"status":"OK","data":[{', 1, true) then
        bad = bad + 1
    end
end

function done()
    local total = 0
    for _, thread in ipairs(threads) do
        total = total + thread:get("bad")
    end
    print("bad " .. total)
end

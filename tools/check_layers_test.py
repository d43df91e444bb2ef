#!/usr/bin/env python3
"""Each fault that the layer checker is there for must be found, and good code must pass."""
import pathlib
import tempfile
import unittest

import check_layers


class CheckLayers(unittest.TestCase):
    def faults(self, files, published=None):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for name, text in files.items():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_text(text)
            return check_layers.check(root, published or {})

    def one(self, path, line, expected):
        folder = path.split("/")[0]
        found = self.faults({path: f"{line}\nnamespace antrean::{folder} {{}}\n"})
        self.assertEqual(len(found), 1, found)
        self.assertIn(expected, found[0])

    def test_good_code_passes(self):
        text = (
            '#include "db/Transaction.hpp"\n#include "queue/Queue.hpp"\n#include <vector>\n'
            "// boost/beast and co_await may be spoken of\nnamespace antrean::queue {}\n"
        )
        self.assertEqual(self.faults({"queue/Queue.cpp": text}), [])

    def test_upward_include(self):
        self.one("db/Session.hpp", '#include "http/Message.hpp"', "db must not include")

    def test_sideways_include(self):
        self.one("queue/Queue.cpp", '#include "patient/Patient.hpp"', "queue must not include")

    def test_app_is_out_of_reach_of_features(self):
        self.one("queue/Queue.cpp", '#include "app/Config.hpp"', "queue must not include")

    def test_beast_in_a_feature(self):
        self.one("queue/Queue.cpp", "#include <boost/beast/http.hpp>", "only in")

    def test_asio_in_a_feature(self):
        self.one("queue/Queue.cpp", "#include <boost/asio/post.hpp>", "event loop")

    def test_coroutine_in_a_feature(self):
        self.one("queue/Queue.cpp", "auto x = co_await y;", "only in")

    def test_soci_outside_db(self):
        self.one("queue/Store.cpp", "#include <soci/soci.h>", "db::Transaction")

    def test_spdlog_outside_the_log(self):
        self.one("http/Dispatch.cpp", "#include <spdlog/spdlog.h>", "base/Log.hpp")

    def test_costly_header_in_a_header(self):
        self.one("queue/Queue.hpp", "#include <boost/json.hpp>", ".cpp files only")

    def test_wrong_namespace(self):
        found = self.faults({"queue/Queue.cpp": "namespace antrean::patient {}\n"})
        self.assertEqual(found, ["queue/Queue.cpp: does not open namespace antrean::queue"])

    def test_unknown_folder(self):
        self.assertIn("not in the tables", self.faults({"utils/Text.cpp": ""})[0])

    def test_published_header_passes(self):
        text = '#include "patient/Patients.hpp"\nnamespace antrean::queue {}\n'
        published = {"patient/Patients.hpp": (["queue"], "reason")}
        self.assertEqual(self.faults({"queue/Queue.cpp": text}, published), [])

    def test_published_header_that_nobody_uses(self):
        published = {"patient/Patients.hpp": (["queue"], "reason")}
        self.assertIn("does not use", self.faults({}, published)[0])

    def test_published_circle(self):
        files = {
            "queue/A.cpp": '#include "patient/B.hpp"\nnamespace antrean::queue {}\n',
            "patient/B.cpp": '#include "queue/A.hpp"\nnamespace antrean::patient {}\n',
        }
        published = {"patient/B.hpp": (["queue"], ""), "queue/A.hpp": (["patient"], "")}
        self.assertEqual(len(self.faults(files, published)), 2)


if __name__ == "__main__":
    unittest.main()

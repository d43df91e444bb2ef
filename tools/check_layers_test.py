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

    def one(self, path, line, expected, beside=()):
        """Exactly one fault: LINE in PATH, in a tree that also has the headers BESIDE."""
        module = path.split("/")[-2]
        found = self.faults({
            path: f"{line}\nnamespace antrean::{module} {{}}\n",
            **{name: f"namespace antrean::{name.split('/')[-2]} {{}}\n" for name in beside},
        })
        self.assertEqual(len(found), 1, found)
        self.assertIn(expected, found[0])

    def test_good_code_passes(self):
        text = (
            '#include "db/Transaction.hpp"\n#include "queue/Queue.hpp"\n#include <vector>\n'
            "// boost/beast and co_await may be spoken of\nnamespace antrean::queue {}\n"
        )
        files = {
            "features/queue/Queue.cpp": text,
            "platform/db/Transaction.hpp": "namespace antrean::db {}\n",
        }
        self.assertEqual(self.faults(files), [])

    def test_upward_include(self):
        self.one(
            "platform/db/Session.hpp",
            '#include "auth/Tokens.hpp"',
            "shared stands above platform",
            ["shared/auth/Tokens.hpp"],
        )

    def test_sideways_include(self):
        self.one(
            "features/queue/Queue.cpp",
            '#include "patient/Patient.hpp"',
            "it is not published",
            ["features/patient/Patient.hpp"],
        )

    def test_sideways_below_the_features(self):
        files = {
            "platform/http/Route.hpp": '#include "db/Session.hpp"\nnamespace antrean::http {}\n',
            "platform/db/Session.hpp": "namespace antrean::db {}\n",
        }
        self.assertEqual(self.faults(files), [])

    def test_app_is_out_of_reach_of_features(self):
        self.one(
            "features/queue/Queue.cpp",
            '#include "app/Config.hpp"',
            "app stands above features",
            ["app/Config.hpp"],
        )

    def test_misspelt_module(self):
        self.one("features/queue/A.cpp", '#include "patients/B.hpp"', "there is no such module")

    def test_beast_in_a_feature(self):
        self.one("features/queue/Queue.cpp", "#include <boost/beast/http.hpp>", "only in")

    def test_asio_in_a_feature(self):
        self.one("features/queue/Queue.cpp", "#include <boost/asio/post.hpp>", "event loop")

    def test_coroutine_in_a_feature(self):
        self.one("features/queue/Queue.cpp", "auto x = co_await y;", "only in")

    def test_soci_outside_db(self):
        self.one("features/queue/Store.cpp", "#include <soci/soci.h>", "db::Transaction")

    def test_spdlog_outside_the_log(self):
        self.one("platform/http/Log.cpp", "#include <spdlog/spdlog.h>", "base/Log.hpp")

    def test_costly_header_in_a_header(self):
        self.one("features/queue/Queue.hpp", "#include <boost/json.hpp>", ".cpp files only")

    def test_wrong_namespace(self):
        path = "features/queue/Queue.cpp"
        found = self.faults({path: "namespace antrean::patient {}\n"})
        self.assertEqual(found, [f"{path}: does not open namespace antrean::queue"])

    def test_file_on_no_floor(self):
        self.assertIn("stands on no floor", self.faults({"utils/Text.cpp": ""})[0])
        self.assertIn("stands on no floor", self.faults({"features/Text.cpp": ""})[0])

    def test_published_header_passes(self):
        files = {
            "features/queue/Queue.cpp":
                '#include "patient/Patients.hpp"\nnamespace antrean::queue {}\n',
            "features/patient/Patients.hpp": "namespace antrean::patient {}\n",
        }
        published = {"patient/Patients.hpp": (["queue"], "reason")}
        self.assertEqual(self.faults(files, published), [])

    def test_published_header_that_nobody_includes(self):
        published = {"patient/Patients.hpp": (["queue"], "reason")}
        self.assertIn("does not include", self.faults({}, published)[0])

    def test_circle_of_features(self):
        files = {
            "features/queue/A.hpp": '#include "patient/B.hpp"\nnamespace antrean::queue {}\n',
            "features/patient/B.hpp": '#include "queue/A.hpp"\nnamespace antrean::patient {}\n',
        }
        published = {"patient/B.hpp": (["queue"], ""), "queue/A.hpp": (["patient"], "")}
        self.assertEqual(len(self.faults(files, published)), 2)

    def test_circle_on_a_lower_floor(self):
        files = {
            "platform/db/A.hpp": '#include "http/B.hpp"\nnamespace antrean::db {}\n',
            "platform/http/B.hpp": '#include "db/A.hpp"\nnamespace antrean::http {}\n',
        }
        self.assertEqual(
            self.faults(files),
            ["db includes itself in a circle", "http includes itself in a circle"],
        )


if __name__ == "__main__":
    unittest.main()

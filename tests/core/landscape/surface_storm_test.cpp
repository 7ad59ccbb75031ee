// A slider that is dragged: every move asks for a surface and takes the place of the one before.
#include "core/base/latest_job.h"
#include "core/landscape/framing.h"
#include "core/landscape/surface.h"
#include "tests/core/support/testing.h"

#include <gtest/gtest.h>

#include <mutex>

namespace lossarium {
namespace {

TEST(SurfaceStorm, OfAThousandRequestsTheLastIsLeft) {
  for (const std::string model : {"linear", "mlp"}) {
    const auto problem = testing::problemWith({{"model", model}});
    const Slice slice = frame(*problem, {}, std::nullopt).slice;
    std::mutex delivery;
    std::shared_ptr<const Surface> newest;
    double ofMove = 0;
    {
      LatestJob job;
      for (int move = 1; move <= 1000; ++move) {
        Slice wider = slice;
        wider.a.maximum += move;
        job.request([&, wider, move](const Progress& progress) {
          const auto surface = std::make_shared<const Surface>(
              computeSurface(*problem->training, wider, 31, progress, Precision::picture));
          const std::scoped_lock lock(delivery);
          EXPECT_GT(move, ofMove) << "never an older one after a newer";
          newest = surface;
          ofMove = move;
        });
      }
      job.waitUntilIdle();
    }
    ASSERT_TRUE(newest);
    EXPECT_EQ(ofMove, 1000);
    EXPECT_EQ(newest->slice.a.maximum, slice.a.maximum + 1000);
    EXPECT_EQ(newest->values,
              computeSurface(*problem->training, newest->slice, 31, {}, Precision::picture).values);
  }
}

}  // namespace
}  // namespace lossarium

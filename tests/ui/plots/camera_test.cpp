#include "ui/plots/camera.h"

#include <gtest/gtest.h>

#include <cmath>

namespace lossarium::ui {
namespace {

const QRectF area(10, 20, 1000, 700);

std::vector<Camera> someCameras() {
  Camera odd = Camera::home().orbited(133, 20);
  odd.zoom = 2.5;
  odd.pan = {0.3, -0.2};
  return {Camera::home(), Camera::top(), odd, Camera::home().orbited(-200, -40)};
}

double distanceToLine(const Eigen::Vector3d& point, const SightLine& line) {
  const Eigen::Vector3d offset = point - line.origin, along = line.direction.normalized();
  return (offset - offset.dot(along) * along).norm();
}

TEST(Camera, SightLinesPassThroughWhatIsProjectedOnTheirPixel) {
  for (const Camera& camera : someCameras()) {
    const View view(camera, area);
    for (const Eigen::Vector3d& point : {Eigen::Vector3d(0, 0, 0), Eigen::Vector3d(0.7, -0.9, 0.5),
                                         Eigen::Vector3d(-1, 1, boxHeight), Eigen::Vector3d(-0.2, -1, 0.1)})
      EXPECT_LT(distanceToLine(point, view.sightLine(view.project(point))), 1e-9);
  }
}

TEST(Camera, SightLinesStartAtTheEye) {
  const View view(Camera::home(), area);
  EXPECT_LT(distanceToLine(view.eye(), view.sightLine({300, 200})), 1e-9);
  EXPECT_GT(view.eye().z(), boxHeight);
}

TEST(Camera, TopViewIsAnUndistortedMapWithAToTheRightAndBUp) {
  const View view(Camera::top(), area);
  const QPointF origin = view.project({-1, -1, 0}), right = view.project({1, -1, 0}),
                up = view.project({-1, 1, 0});
  EXPECT_NEAR(origin.y(), right.y(), 1e-9);
  EXPECT_NEAR(origin.x(), up.x(), 1e-9);
  EXPECT_NEAR(right.x() - origin.x(), origin.y() - up.y(), 1e-9);
  EXPECT_GT(right.x(), origin.x());
  EXPECT_NEAR(view.project({-1, -1, boxHeight}).x(), origin.x(), 1e-9);
}

TEST(Camera, TheWholeBoxIsInThePictureFromEverySide) {
  for (double azimuth = -180; azimuth <= 180; azimuth += 15)
    for (const double turn : {-30.0, -15.0, 0.0, 20.0, 54.0}) {
      const View view(Camera::home().orbited(azimuth, turn), area);
      for (const double x : {-1.0, 1.0})
        for (const double y : {-1.0, 1.0})
          for (const double z : {0.0, boxHeight}) EXPECT_TRUE(area.contains(view.project({x, y, z})));
    }
}

TEST(Camera, ZoomKeepsThePointBelowTheCursor) {
  for (const Camera& camera : someCameras()) {
    const View view(camera, area);
    const QPointF cursor(420, 310);
    const View closer(view.zoomed(1.4, cursor), area);
    EXPECT_NEAR(closer.camera().zoom, 1.4 * camera.zoom, 1e-12);
    EXPECT_LT(distanceToLine(view.sightLine(cursor).origin, closer.sightLine(cursor)), 1e-9);
  }
}

TEST(Camera, PanMovesThePictureByAsManyPixels) {
  const View view(Camera::home(), area);
  const View moved(view.panned({30, -12}), area);
  const QPointF step = moved.project({0.3, 0.2, 0.1}) - view.project({0.3, 0.2, 0.1});
  EXPECT_NEAR(step.x(), 30, 1e-9);
  EXPECT_NEAR(step.y(), -12, 1e-9);
}

TEST(Camera, BetweenStartsAndEndsWhereItShouldAndTurnsTheShortWay) {
  Camera west = Camera::home(), east = Camera::home();
  west.azimuth = -170;
  east.azimuth = 170;
  EXPECT_EQ(Camera::between(west, east, 0), west);
  EXPECT_EQ(Camera::between(west, east, 1), east);
  EXPECT_NEAR(std::remainder(Camera::between(west, east, 0.5).azimuth - 180, 360), 0, 1e-9);
}

TEST(Camera, PerspectiveIsGoneStraightAbove) {
  EXPECT_EQ(Camera::home().orbited(0, 200).perspective, 0);
  EXPECT_EQ(Camera::home().orbited(0, 200).elevation, 90);
  EXPECT_EQ(Camera::home().orbited(0, -200).perspective, 1);
}

}  // namespace
}  // namespace lossarium::ui

#include "ui/pages/losses/loss_selection.h"

#include "core/base/error.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace lossarium::ui {
namespace {

using Ids = std::vector<std::string>;

TEST(LossSelection, OpensOnLossesThatOneCompares) {
  LossSelection selection;
  EXPECT_EQ(selection.current(), "mse");
  EXPECT_EQ(selection.drawn(), (Ids{"mse", "mae", "huber", "tukey_biweight"}));
  for (const auto& id : selection.drawn()) EXPECT_TRUE(selection.isKept(id));
  for (const char* id : {"log_loss", "cross_entropy", "iou"}) {
    selection.choose(id);
    EXPECT_GE(selection.drawn().size(), 3U) << id;
  }
}

TEST(LossSelection, AChosenLossLeavesWithTheNextUnlessItIsKept) {
  LossSelection selection;
  selection.choose("log_cosh");
  EXPECT_EQ(selection.drawn(), (Ids{"mse", "mae", "huber", "tukey_biweight", "log_cosh"}));
  EXPECT_FALSE(selection.isKept("log_cosh"));
  selection.choose("quantile");
  EXPECT_EQ(selection.drawn(), (Ids{"mse", "mae", "huber", "tukey_biweight", "quantile"}));
  selection.keep("quantile", true);
  selection.choose("log_cosh");
  EXPECT_EQ(selection.drawn(), (Ids{"mse", "mae", "huber", "tukey_biweight", "quantile", "log_cosh"}));
}

TEST(LossSelection, ALossThatIsSpokenOfIsDrawnEvenIfItIsNotKept) {
  LossSelection selection;
  selection.keep("mse", false);
  EXPECT_EQ(selection.drawn().front(), "mse");
  selection.choose("mae");
  EXPECT_EQ(selection.drawn(), (Ids{"mae", "huber", "tukey_biweight"}));
  selection.keep("huber", false);
  EXPECT_EQ(selection.drawn(), (Ids{"mae", "tukey_biweight"}));
}

TEST(LossSelection, SixAtMostAndASeventhIsRefused) {
  LossSelection selection;
  int kept = 0;
  for (const LossEntry& entry : lossCatalog()) {
    if (entry.spec->task != Task::regression) continue;
    const std::string id(entry.spec->id);
    const bool room = selection.slot(id) || selection.drawn().size() < LossSelection::most;
    EXPECT_EQ(selection.keep(id, true), room) << id;
    kept += room ? 1 : 0;
    EXPECT_EQ(selection.isKept(id), room);
  }
  EXPECT_EQ(kept, static_cast<int>(LossSelection::most));
  EXPECT_EQ(selection.drawn().size(), LossSelection::most);
  EXPECT_EQ(selection.drawn().front(), "mse");
  EXPECT_TRUE(selection.keep("huber", false));
  EXPECT_TRUE(selection.keep("welsch", true)) << "there is room again";
}

TEST(LossSelection, TheLossThatIsSpokenOfIsDrawnEvenIfAllColoursAreTaken) {
  LossSelection selection;
  for (const auto* id : {"log_cosh", "quantile"}) ASSERT_TRUE(selection.keep(id, true));
  selection.choose("welsch");
  EXPECT_EQ(selection.slot("welsch"), LossSelection::most - 1);
  EXPECT_FALSE(selection.slot("quantile"));
  EXPECT_FALSE(selection.keep("cauchy", true));
  EXPECT_TRUE(selection.slot("welsch"));
}

TEST(LossSelection, AColourStaysWithItsLoss) {
  LossSelection selection;
  const auto huber = selection.slot("huber");
  selection.keep("mae", false);
  EXPECT_EQ(selection.slot("huber"), huber);
  EXPECT_FALSE(selection.slot("mae"));
  selection.choose("welsch");
  EXPECT_EQ(selection.slot("welsch"), 1U);
  EXPECT_EQ(selection.slot("huber"), huber);
  selection.choose("log_loss");
  EXPECT_EQ(selection.slot("huber"), huber);
  selection.choose("mse");
  EXPECT_EQ(selection.slot("huber"), huber);
}

TEST(LossSelection, AnotherTaskComesBackAsItWasLeft) {
  LossSelection selection;
  selection.setAxis(ProfileAxis::prediction);
  selection.zoom(0, 0.5);
  selection.setParameter("huber", "delta", 2.5);
  const AxisView view = selection.view();
  selection.choose("hinge");
  EXPECT_EQ(selection.axis(), ProfileAxis::margin);
  selection.choose("huber");
  EXPECT_EQ(selection.axis(), ProfileAxis::prediction);
  EXPECT_EQ(selection.view(), view);
  EXPECT_EQ(selection.choice("huber").real("delta"), 2.5);
}

TEST(LossSelection, ParametersAreChecked) {
  LossSelection selection;
  const Choice before = selection.choice("huber");
  EXPECT_THROW(selection.setParameter("huber", "delta", -1.0), Error);
  EXPECT_THROW(selection.setParameter("huber", "delta", std::string("wide")), Error);
  EXPECT_THROW(selection.setParameter("huber", "width", 1.0), Error);
  EXPECT_EQ(selection.choice("huber"), before);
  selection.setParameter("huber", "delta", std::int64_t{3});
  EXPECT_EQ(selection.choice("huber").real("delta"), 3);
}

TEST(LossSelection, AParameterThatMayBeAbsentComesAndGoes) {
  LossSelection selection;
  EXPECT_FALSE(selection.choice("focal").has("alpha"));
  selection.setParameter("focal", "alpha", 0.25);
  EXPECT_EQ(selection.choice("focal").real("alpha"), 0.25);
  selection.removeParameter("focal", "alpha");
  EXPECT_FALSE(selection.choice("focal").has("alpha"));
  EXPECT_NO_THROW(makeLoss(selection.choice("focal")));
}

TEST(LossSelection, AFamilyEndsWithItsLoss) {
  LossSelection selection;
  selection.choose("huber");
  selection.setFamily("delta");
  selection.choose("huber");
  EXPECT_EQ(selection.family(), "delta");
  selection.choose("quantile");
  EXPECT_EQ(selection.family(), "");
}

TEST(FamilyValues, AreSeveralInOrderAndEachIsALoss) {
  for (const LossEntry& entry : lossCatalog())
    for (const ParameterSpec& parameter : entry.spec->parameters) {
      SCOPED_TRACE(std::string(entry.spec->id) + "." + std::string(parameter.id));
      const auto values = familyValues(parameter);
      EXPECT_GE(values.size(), 3U);
      EXPECT_LE(values.size(), 7U);
      for (std::size_t i = 1; i < values.size(); ++i) EXPECT_LT(values[i - 1], values[i]);
      for (const double value : values) {
        EXPECT_GE(value, parameter.minimum);
        EXPECT_LE(value, parameter.maximum);
        Choice choice{std::string(entry.spec->id), {{std::string(parameter.id), value}}};
        EXPECT_NO_THROW(makeLoss(choice)) << value;
      }
    }
}

double shareOf(const AxisView& view, double x) { return (x - view.from) / (view.to - view.from); }

TEST(LossSelection, AZoomKeepsItsPlace) {
  LossSelection selection;
  for (const double factor : {0.5, 0.8, 1.2, 3.0}) {
    const double before = shareOf(selection.view(), 1.5);
    const double width = selection.view().to - selection.view().from;
    selection.zoom(1.5, factor);
    EXPECT_NEAR(shareOf(selection.view(), 1.5), before, 1e-12);
    EXPECT_NEAR(selection.view().to - selection.view().from, factor * width, 1e-12);
  }
}

TEST(LossSelection, AZoomHasBounds) {
  LossSelection selection;
  for (int i = 0; i < 200; ++i) selection.zoom(0.3, 0.5);
  EXPECT_GT(selection.view().to, selection.view().from);
  EXPECT_NEAR(selection.view().to - selection.view().from, 0.008, 1e-12);
  EXPECT_LE(selection.view().from, 0.3);
  EXPECT_GE(selection.view().to, 0.3);
  for (int i = 0; i < 200; ++i) selection.zoom(0.3, 2);
  EXPECT_NEAR(selection.view().to - selection.view().from, 80000, 1e-6);
  selection.resetView();
  EXPECT_EQ(selection.view(), (AxisView{-4, 4, 2}));
}

TEST(LossSelection, AZoomNeverLeavesABoundedAxis) {
  LossSelection selection;
  selection.choose("log_loss");
  selection.setAxis(ProfileAxis::probability);
  selection.zoom(0.1, 0.5);
  for (const double x : {0.9, 0.1, 0.5, 1.0}) {
    selection.zoom(x, 1.7);
    EXPECT_GE(selection.view().from, 0);
    EXPECT_LE(selection.view().to, 1);
    EXPECT_LT(selection.view().from, selection.view().to);
  }
  for (int i = 0; i < 9; ++i) selection.zoom(0.5 * (selection.view().from + selection.view().to), 2);
  EXPECT_EQ(selection.view().from, 0);
  EXPECT_EQ(selection.view().to, 1);
}

TEST(LossSelection, AZoomBesideTheAxisIsOneAtItsEnd) {
  LossSelection selection;
  selection.zoom(-7, 0.5);
  EXPECT_EQ(selection.view().from, -4);
  EXPECT_EQ(selection.view().to, 0);
  selection.choose("log_loss");
  selection.setAxis(ProfileAxis::probability);
  for (int i = 0; i < 60; ++i) {
    selection.zoom(-0.1, 1 / 1.2);
    ASSERT_LT(selection.view().from, selection.view().to) << i;
  }
  EXPECT_EQ(selection.view().from, 0);
}

TEST(LossSelection, FitsSamplesThatLieFarAway) {
  LossSelection selection;
  const Vector far = Vector::LinSpaced(101, -200, 300);
  selection.fitTo(far);
  const AxisView view = selection.view();
  EXPECT_EQ(view.from, -view.to);
  EXPECT_GE(((far.array() >= view.from) && (far.array() <= view.to)).count(), 95);
  EXPECT_LT(view.to, 320);
  EXPECT_GT(view.marker, 0);
  EXPECT_LT(view.marker, view.to);
}

TEST(LossSelection, StaysWhereTheSamplesAreOrCannotBe) {
  LossSelection selection;
  const AxisView first = selection.view();
  Vector wild = Vector::LinSpaced(101, -2, 2);
  wild[0] = 1e9;
  Vector broken = Vector::Constant(4, 1e9);
  broken[2] = std::numeric_limits<double>::quiet_NaN();
  for (const Vector& places : {Vector(), wild, broken}) {
    selection.zoom(1, 0.1);
    selection.fitTo(places);
    EXPECT_EQ(selection.view(), first);
  }
  selection.choose("log_loss");
  selection.setAxis(ProfileAxis::probability);
  selection.fitTo(Vector::Constant(9, 7.0));
  EXPECT_EQ(selection.view().to, 1);
}

TEST(LossSelection, OneAloneIsSeenBeyondItsKinks) {
  LossSelection selection;
  selection.showAlone({"huber", {{"delta", 300.0}}});
  EXPECT_EQ(selection.drawn(), (Ids{"huber"}));
  EXPECT_EQ(selection.current(), "huber");
  EXPECT_EQ(selection.choice("huber").real("delta"), 300);
  EXPECT_EQ(selection.view(), (AxisView{-900, 900, 600}));
  selection.showAlone({"hinge", {}});
  EXPECT_EQ(selection.drawn(), (Ids{"hinge"}));
  EXPECT_EQ(selection.view().to, 4);
}

}  // namespace
}  // namespace lossarium::ui
